package org.stockpot.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * Coordinate search: one dimension after the other moves up and down by a step, and on for as long as that gains; after a
 * sweep without a gain the step is halved (compass search; Kolda, Lewis & Torczon 2003, "Optimization by direct search",
 * SIAM Review 45(3), §3). A sweep goes from the deepest dimension to the first: as long as only late layers of a network
 * change, the activations before them are kept, so that most of its evaluations cost next to nothing. Where it ends before
 * the budget it starts again from the best point with steps of another length, so that it sees other points.
 */
public record CoordinateSearch(Steps steps, boolean wholeBudget) implements Optimiser {
    static final String ID = "coordinate";
    static final CoordinateSearch STANDARD = new CoordinateSearch(Steps.USUAL, false);

    static CoordinateSearch read(Settings settings, boolean wholeBudget) throws StockpotException {
        return new CoordinateSearch(Steps.read(settings), wholeBudget);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Coordinate search, late groups first";
    }

    @Override
    public String reference() {
        return "Kolda, Lewis & Torczon 2003, SIAM Review";
    }

    @Override
    public List<Parameter> parameters() {
        return STANDARD.steps.parameters();
    }

    @Override
    public Map<String, String> settings() {
        return steps.settings();
    }

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        var random = new Random(seed);
        return Ground.explore(
                objective,
                start,
                bounds,
                budget,
                ground -> ground.rounds(wholeBudget, round -> round(ground, round == 0, random)));
    }

    private void round(Ground ground, boolean first, Random random) {
        int[] deepestFirst = IntStream.range(0, ground.dimensions())
                .boxed()
                .sorted(Comparator.comparingInt(ground::depth)
                        .thenComparingInt(dimension -> dimension)
                        .reversed())
                .mapToInt(dimension -> dimension)
                .toArray();
        double step = first ? steps.first() : steps.first() * (0.5 + 0.5 * random.nextDouble());
        for (; step >= steps.last(); step /= 2) {
            double before;
            do {
                before = ground.bestValue();
                for (int dimension : deepestFirst) {
                    move(ground, dimension, random.nextBoolean() ? step : -step);
                }
            } while (ground.bestValue() < before);
        }
    }

    /** Tries one direction, then the other if that gains nothing. */
    private static void move(Ground ground, int dimension, double step) {
        double before = ground.bestValue();
        follow(ground, dimension, step);
        if (!(ground.bestValue() < before)) {
            follow(ground, dimension, -step);
        }
    }

    /** Goes on for as long as that gains. */
    private static void follow(Ground ground, int dimension, double step) {
        double before;
        do {
            before = ground.bestValue();
            double[] point = ground.best();
            point[dimension] = Math.max(0, Math.min(1, point[dimension] + step));
            ground.unlessBest(point);
        } while (ground.bestValue() < before);
    }
}
