package org.stockpot.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.Told;

/** A recipe in words: how much of every ingredient is in every layer group. */
public final class MixWords {
    private MixWords() {}

    /**
     * One line per set of layer groups with the same weights, such as {@code head: 60 % a, 40 % b}.
     *
     * @param ingredients names, in the order of the weights' rows
     * @param groups names, in the order of the weights' columns; where there is one column for all, any
     * @param base whether there is a base, which a group without weights is taken from
     */
    public static List<Told> of(Recipe recipe, List<String> ingredients, List<String> groups, boolean base) {
        String method = recipe.method().id();
        List<List<Double>> rows = recipe.weights().rows();
        if (recipe.weights().groups() == groups.size()) {
            return of(method, rows, ingredients, groups, base);
        }
        return MixText.rows(rows, List.of("")).stream()
                .map(row -> Told.of(
                        MixWording.LINE,
                        Told.of(MixWording.EVERYWHERE),
                        shares(method, row.weights(), ingredients, base)))
                .toList();
    }

    static List<Told> of(
            String method, List<List<Double>> rows, List<String> ingredients, List<String> groups, boolean base) {
        return MixText.rows(rows, groups).stream()
                .map(row -> Told.of(MixWording.LINE, row.told(), shares(method, row.weights(), ingredients, base)))
                .toList();
    }

    private static Object shares(String method, List<Double> weights, List<String> ingredients, boolean base) {
        List<Integer> present = IntStream.range(0, weights.size())
                .filter(row -> weights.get(row) != 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -weights.get(row)))
                .toList();
        if (present.isEmpty()) {
            return Told.of(base ? MixWording.BASE : MixWording.NOTHING);
        }
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        if (method.equals(new FusionMethod.WeightedAverage().id())) {
            return present.stream()
                    .map(row -> percent(weights.get(row) / sum) + " " + ingredients.get(row))
                    .collect(Collectors.joining(", "));
        }
        List<String> terms = new ArrayList<>();
        present.forEach(
                row -> terms.add(String.format(Locale.ROOT, "%.3f × %s", weights.get(row), ingredients.get(row))));
        String all = String.join(" + ", terms);
        if (!method.equals(new FusionMethod.WeightedSum().id())) {
            return Told.of(MixWording.BY, all, method);
        }
        return Math.abs(sum - 1) < 5e-4 ? all : Told.of(MixWording.SUM, all, String.format(Locale.ROOT, "%.3f", sum));
    }

    /** Whole percents, with a digit more where that would be misleading. */
    private static String percent(double share) {
        double percents = 100 * share;
        boolean whole = Math.abs(percents - Math.rint(percents)) < 0.05;
        return String.format(Locale.ROOT, whole ? "%.0f %%" : "%.1f %%", percents);
    }
}
