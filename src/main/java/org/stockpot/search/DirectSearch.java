package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * All mixing weights at once: a number in 0…1 per ingredient and searched layer group, divided by their sum per group.
 * Inert groups stay as they are at the start.
 *
 * @param start where it begins
 * @param evaluationsPerDimension budget, per ingredient and searched layer group
 */
public record DirectSearch(Start start, int evaluationsPerDimension, Optimiser optimiser) implements SearchPlan {
    static final String ID = "direct";
    static final DirectSearch STANDARD = new DirectSearch(Start.UNIFORM, 30, new Cobyla(false));

    private static final String START = "start";
    private static final String EVALUATIONS = "evaluationsPerDimension";
    private static final String NAME = Step.DIRECT.pattern();

    /** The largest number per group at the start: there is as much room above it as below. */
    private static final double MIDDLE = 0.5;

    public DirectSearch {
        if (evaluationsPerDimension < 1) {
            throw new IllegalArgumentException("evaluations " + evaluationsPerDimension);
        }
    }

    static DirectSearch read(Settings settings) throws StockpotException {
        return new DirectSearch(
                Start.of(settings.text(START)), settings.whole(EVALUATIONS), ChosenOptimiser.read(settings));
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
        return optimiser.reference();
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public List<Parameter> parameters() {
        var parameters = new ArrayList<>(List.of(
                new Parameter(
                        START,
                        new Parameter.Choice(Start.WORDS),
                        STANDARD.start.word(),
                        "The mix that the search begins at: all ingredients evenly, the best one, or the sliders."),
                new Parameter(
                        EVALUATIONS,
                        new Parameter.Whole(1, 10_000),
                        "" + STANDARD.evaluationsPerDimension,
                        "Evaluations per ingredient and layer group.")));
        parameters.addAll(ChosenOptimiser.parameters());
        return parameters;
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(START, start.word());
        settings.put(EVALUATIONS, "" + evaluationsPerDimension);
        settings.putAll(ChosenOptimiser.settings(optimiser));
        return settings;
    }

    @Override
    public boolean usesSliders() {
        return start == Start.SLIDERS;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        long ingredients = space.ingredients().size();
        long most = ingredients
                + 1
                + evaluationsPerDimension * ingredients * space.variables().size();
        return (int) Math.min(Integer.MAX_VALUE, most);
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        SearchSpace space = trials.space();
        Mix first = trials.accept(start.mix(trials));
        trials.decide(
                new Decision(start.title(first, space), -1, Decision.Outcome.STARTED, first.result(), first.score()));
        int dimensions = space.ingredients().size() * space.variables().size();
        if (space.ingredients().size() < 2 || dimensions == 0) {
            return trials.best().orElse(first);
        }
        var contest = new Contest(trials, first, false);
        // Dimensions of one group stand together, so that the last are the deepest.
        optimiser.minimise(
                numbers -> -challenge(contest, first, space, numbers).score(),
                numbers(first.weights(), space),
                Bounds.all(dimensions, 0, 1),
                Math.multiplyExact(evaluationsPerDimension, dimensions),
                seed);
        Mix found = contest.leader();
        boolean better = found.score() > first.score();
        trials.decide(new Decision(
                NAME,
                -1,
                better ? Decision.Outcome.REFINED : Decision.Outcome.NOT_REFINED,
                found.result(),
                first.score()));
        return trials.best().orElse(better ? trials.accept(found) : first);
    }

    private static Mix challenge(Contest contest, Mix first, SearchSpace space, double[] numbers)
            throws StockpotException {
        double[][] matrix = first.weights().toMatrix();
        int ingredients = matrix.length;
        for (int variable = 0; variable < space.variables().size(); variable++) {
            int from = variable * ingredients;
            double sum = Arrays.stream(numbers, from, from + ingredients).sum();
            for (int group : space.variables().get(variable)) {
                for (int i = 0; sum > 0 && i < ingredients; i++) {
                    matrix[i][group] = numbers[from + i] / sum;
                }
            }
        }
        MixingWeights weights = MixingWeights.of(matrix);
        return contest.challenge(weights, Start.members(weights), Told.of(Step.DIRECT));
    }

    /** The numbers that stand for weights; none is negative. */
    private static double[] numbers(MixingWeights weights, SearchSpace space) {
        return space.variables().stream()
                .flatMapToDouble(columns -> {
                    double[] column = weights.column(columns.get(0));
                    double largest = Arrays.stream(column).max().orElse(0);
                    return IntStream.range(0, column.length)
                            .mapToDouble(i -> largest > 0 ? Math.max(0, column[i]) * MIDDLE / largest : MIDDLE);
                })
                .toArray();
    }
}
