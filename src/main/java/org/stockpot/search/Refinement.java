package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Goes on from a mix that somebody made, such as by hand: the weights of all ingredients in it are searched together, as
 * in phase 2 of manifold mixing (Fassold 2023, arXiv:2309.08610, §3), and kept if they are better.
 *
 * @param weights of the mix, ingredient after ingredient, each with one weight for all layer groups or one per group; none
 *     negative, not all 0
 * @param evaluationsPerDimension budget, per ingredient in the mix and searched layer group
 * @param normalise let the weights sum to 1 in every group
 */
public record Refinement(List<Double> weights, int evaluationsPerDimension, boolean normalise) implements SearchPlan {
    /** Name as in files and on the command line. */
    public static final String ID = "refine";

    /** The setting that holds the mix. */
    public static final String WEIGHTS = "weights";

    private static final String EVALUATIONS = "evaluationsPerDimension";
    private static final String NORMALISE = "normalise";
    private static final String NAME = "Refinement";

    public Refinement {
        weights = List.copyOf(weights);
        if (evaluationsPerDimension < 1) {
            throw new IllegalArgumentException(evaluationsPerDimension + " evaluations per dimension");
        }
    }

    static Refinement read(Settings settings) throws StockpotException {
        return new Refinement(settings.numbers(WEIGHTS), settings.whole(EVALUATIONS), settings.flag(NORMALISE));
    }

    /**
     * The settings for going on from a mix.
     *
     * @throws StockpotException if it is neither a weighted average nor a weighted sum: by another method the same weights are
     *     another model
     */
    public static Map<String, String> from(Recipe mix) throws StockpotException {
        boolean average = mix.method() instanceof FusionMethod.WeightedAverage;
        if (!average && !(mix.method() instanceof FusionMethod.WeightedSum)) {
            throw new StockpotException(NAME + " goes on from a weighted average or a weighted sum, and this mix is by "
                    + mix.method().title() + ": fuse by one of the two first, or choose a search that begins anew.");
        }
        return Map.of(WEIGHTS, text(mix.weights()), NORMALISE, "" + average);
    }

    private static String text(MixingWeights mix) {
        return mix.rows().stream().flatMap(List::stream).map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return NAME;
    }

    @Override
    public String reference() {
        return "Fassold 2023, IMVIP, arXiv:2309.08610";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        WEIGHTS,
                        new Parameter.Numbers(),
                        "",
                        "The mix to begin with, ingredient after ingredient, one weight each or one per layer group."),
                new Parameter(
                        EVALUATIONS,
                        new Parameter.Whole(1, 10_000),
                        "50",
                        "Evaluations per ingredient in the mix and layer group."),
                new Parameter(NORMALISE, new Parameter.Flag(), "true", "Let the weights sum to 1 in every group."));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                WEIGHTS,
                weights.stream().map(String::valueOf).collect(Collectors.joining(",")),
                EVALUATIONS,
                "" + evaluationsPerDimension,
                NORMALISE,
                "" + normalise);
    }

    @Override
    public FusionMethod method() {
        return normalise ? new FusionMethod.WeightedAverage() : new FusionMethod.WeightedSum();
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        long dimensions =
                (long) space.ingredients().size() * space.activeGroups().size();
        return (int) Math.min(Integer.MAX_VALUE, 1 + dimensions * evaluationsPerDimension);
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        int rows = trials.space().ingredients().size();
        MixingWeights given = matrix(rows, trials.space().groups().size());
        MixingWeights begin = normalise ? given.normalised() : given;
        List<Integer> members = IntStream.range(0, rows)
                .filter(row -> begin.rows().get(row).stream().anyMatch(weight -> weight != 0))
                .boxed()
                .toList();
        if (members.isEmpty()) {
            throw new StockpotException("Refinement begins with a mix whose weights are all 0: raise at least one.");
        }
        Mix mix = trials.accept(trials.score(begin, members, Told.of(Phase.REFINING)));
        ManifoldMixing standard = ManifoldMixing.STANDARD;
        var options = new ManifoldMixing(
                standard.tau(),
                standard.delta(),
                standard.evaluationsPerDimension(),
                evaluationsPerDimension,
                false,
                true,
                standard.order(),
                0,
                normalise,
                false);
        return new JointPhase(options, trials, new Cobyla(false), seed).run(mix);
    }

    private MixingWeights matrix(int rows, int groups) throws StockpotException {
        if (weights.size() != rows && weights.size() != rows * groups) {
            throw new StockpotException("Refinement has " + weights.size() + " weights, expected " + rows
                    + ", one per ingredient, or " + rows * groups + ", one per ingredient and layer group.");
        }
        int columns = weights.size() / rows;
        var matrix = new double[rows][groups];
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                matrix[row][group] = weights.get(row * columns + (columns == 1 ? 0 : group));
            }
        }
        return MixingWeights.of(matrix);
    }
}
