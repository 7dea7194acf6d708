package org.stockpot.search;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * Points of a grid over all there is, until the budget is spent: what every optimiser has to beat. Where the budget is too
 * small for the grid, points of it are drawn; where it is large enough, the grid is refined, and points that it had are
 * not asked for again. They come in an order in which the last dimension changes fastest.
 *
 * @param levels values per dimension of the coarsest grid, both bounds among them, 2…100
 */
public record GridSearch(int levels) implements Optimiser {
    static final String ID = "grid";
    static final GridSearch STANDARD = new GridSearch(3);

    private static final String LEVELS = "levels";
    private static final int MOST_LEVELS = 1 << 20;

    public GridSearch {
        if (levels < 2 || levels > 100) {
            throw new IllegalArgumentException("levels " + levels);
        }
    }

    static GridSearch read(Settings settings) throws StockpotException {
        return new GridSearch(settings.whole(LEVELS));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Grid";
    }

    @Override
    public String reference() {
        return "Every grid";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(
                LEVELS,
                new Parameter.Whole(2, 100),
                "" + STANDARD.levels,
                "Values per dimension of the coarsest grid; it is refined until the budget is spent."));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(LEVELS, "" + levels);
    }

    @Override
    public boolean wholeBudget() {
        return true;
    }

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        var random = new Random(seed);
        return Ground.explore(objective, start, bounds, budget, ground -> {
            var seen = new HashSet<List<Double>>();
            // Halving the distances keeps the points that there are.
            for (int values = levels; ground.left() > 0 && values < MOST_LEVELS; values = 2 * values - 1) {
                for (double[] point : points(ground, values, seen, random)) {
                    ground.at(point);
                }
            }
        });
    }

    /** Points of a grid that were not seen yet, as many as the budget allows. */
    private static List<double[]> points(Ground ground, int values, Set<List<Double>> seen, Random random) {
        int dimensions = ground.dimensions();
        double all = Math.pow(values, dimensions);
        var chosen = new HashSet<List<Double>>();
        if (all - seen.size() <= ground.left()) {
            int[] counter = new int[dimensions];
            do {
                add(point(counter, values), seen, chosen);
            } while (count(counter, values));
        } else {
            while (chosen.size() < ground.left()) {
                add(point(random.ints(dimensions, 0, values).toArray(), values), seen, chosen);
            }
        }
        return chosen.stream()
                .map(point -> point.stream().mapToDouble(Double::doubleValue).toArray())
                .sorted(Arrays::compare)
                .toList();
    }

    private static void add(double[] point, Set<List<Double>> seen, Set<List<Double>> chosen) {
        List<Double> key = Arrays.stream(point).boxed().collect(Collectors.toList());
        if (seen.add(key)) {
            chosen.add(key);
        }
    }

    private static double[] point(int[] level, int values) {
        return Arrays.stream(level)
                .mapToDouble(one -> (double) one / (values - 1))
                .toArray();
    }

    /** The next level vector, the last dimension first; false after the last one. */
    private static boolean count(int[] counter, int values) {
        for (int i = counter.length - 1; i >= 0; i--) {
            counter[i]++;
            if (counter[i] < values) {
                return true;
            }
            counter[i] = 0;
        }
        return false;
    }
}
