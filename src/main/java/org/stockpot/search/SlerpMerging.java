package org.stockpot.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.fuse.Slerp;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * The arc between the two best ingredients and the best point on it, or the middle of more than two, folded in the order of
 * the ingredients. Shoemake 1985, SIGGRAPH.
 *
 * @param best how many of the ingredients take part, those that score best alone
 * @param steps of the arc between two; its ends are the ingredients themselves
 */
public record SlerpMerging(int best, int steps) implements SearchPlan {
    static final SlerpMerging STANDARD = new SlerpMerging(2, 10);

    static SlerpMerging read(Settings settings) throws StockpotException {
        return new SlerpMerging(settings.whole("best"), settings.whole("steps"));
    }

    @Override
    public String id() {
        return method().id();
    }

    @Override
    public String title() {
        return method().title();
    }

    @Override
    public String reference() {
        return method().reference();
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public FusionMethod method() {
        return new Slerp();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "best",
                        new Parameter.Whole(2, 10_000),
                        "" + STANDARD.best,
                        "How many ingredients take part, those that score best alone."),
                new Parameter(
                        "steps",
                        new Parameter.Whole(2, 1000),
                        "" + STANDARD.steps,
                        "Into how many steps the arc between two is cut; of more than two only the middle is scored."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("best", "" + best);
        settings.put("steps", "" + steps);
        return settings;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return space.ingredients().size() + (best == 2 ? steps - 1 : 1);
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        int n = trials.space().ingredients().size();
        if (best > n) {
            throw new StockpotException("SLERP of the " + best + " best ingredients was asked for, but there are " + n
                    + ": add some, or ask" + " for fewer");
        }
        List<Integer> rows =
                Order.DESCENDING.rows(trials.all(Told.of(Phase.SCORING)), seed).subList(0, best);
        if (best > 2) {
            trials.score(weights(trials, rows, 1.0 / best, 1.0 / best), rows, Told.of(Phase.SLERP_OF, best));
        } else {
            for (int step = 1; step < steps; step++) {
                double t = (double) step / steps;
                trials.score(
                        weights(trials, rows, 1 - t, t),
                        rows,
                        Told.of(Phase.SLERP, String.format(Locale.ROOT, "%.3f", t)));
            }
        }
        return trials.best().orElseThrow();
    }

    /** The first row with one weight, all others with another. */
    private static MixingWeights weights(Trials trials, List<Integer> rows, double first, double others) {
        var matrix = new double[trials.space().ingredients().size()]
                [trials.space().groups().size()];
        for (int row : rows) {
            Arrays.fill(matrix[row], row == rows.get(0) ? first : others);
        }
        return MixingWeights.of(matrix);
    }
}
