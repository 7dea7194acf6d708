package org.stockpot.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.tensor.Told;

/** A mix in words and tables, for people. */
final class MixText {
    private static final int NAMED = 4;

    private MixText() {}

    /**
     * Layer groups with the same weights.
     *
     * @param told their names, or how many
     * @param weights one per ingredient
     */
    record Row(Object told, List<Double> weights) {
        String groups() {
            return told.toString();
        }
    }

    /** One row per distinct column of the matrix, in the order of the groups. */
    static List<Row> rows(List<List<Double>> matrix, List<String> groups) {
        Map<List<Double>, List<String>> columns = new LinkedHashMap<>();
        for (int group = 0; group < groups.size(); group++) {
            int column = group;
            List<Double> weights = matrix.stream().map(row -> row.get(column)).toList();
            columns.computeIfAbsent(weights, unknown -> new ArrayList<>()).add(groups.get(group));
        }
        List<Row> rows = new ArrayList<>();
        columns.forEach((weights, names) -> rows.add(new Row(names(names, groups.size()), weights)));
        return rows;
    }

    private static Object names(List<String> names, int all) {
        if (names.size() == all && all > 1) {
            return Told.of(MixWording.ALL, all);
        }
        return names.size() <= NAMED
                ? String.join(", ", names)
                : Told.of(MixWording.SOME, names.subList(0, NAMED - 1), names.size() - NAMED + 1);
    }

    /** What the weights mean. */
    static String formula(FusionMethod method, boolean base) {
        String kept = base ? " A group in which all weights are 0 is the base model's." : "";
        return method.formula() + kept;
    }

    /** What rounding to another element type did to the accuracy, one sentence per set; none if nothing was rounded. */
    static List<Told> rounding(Exported done) {
        if (done.dtype().isEmpty()
                || done.batchNorm().isPresent()
                || !(done.check() instanceof SavedCheck.SameLogits same)) {
            return List.of();
        }
        return same.sets().stream()
                .map(set -> Told.of(
                        WrittenWording.ROUNDING,
                        done.dtype().get().toString(),
                        set.set(),
                        String.format(Locale.ROOT, "%+.2f", 100.0 * (set.correct() - set.unrounded()) / set.images()),
                        set.images(),
                        set.correct(),
                        set.unrounded()))
                .toList();
    }
}
