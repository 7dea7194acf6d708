package org.stockpot.search;

import java.util.Arrays;
import java.util.Random;
import org.stockpot.tensor.StockpotException;

/**
 * COBYLA: linear models on a simplex that shrinks (Powell 1994, "A direct search optimization method that models the
 * objective and constraint functions by linear interpolation"). What Nevergrad's NGOpt resolves to for the searches of
 * Fassold 2023.
 *
 * <p>Dimensions are scaled so that bounds are 0 and 1. Bounds are constraints of the optimiser; what it asks for outside
 * of them is clipped before it is evaluated. An accuracy is a step function, on which a small simplex sees nothing but
 * flat ground: the simplex starts at two fifths of the range and ends at a fiftieth. Where it ends before the budget it
 * starts again from the best point, as Nevergrad does, with axes mirrored at random so that it sees other points. Two
 * rounds in a row without a gain end the search, unless the whole budget is to be spent.
 *
 * @param wholeBudget as Nevergrad does, start again and again until the budget is spent
 */
public record Cobyla(boolean wholeBudget) implements Minimiser {
    private static final double FIRST_STEP = 0.4;
    private static final double LAST_STEP = 0.02;
    private static final int FRUITLESS_ROUNDS = 2;

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        if (start.length != bounds.dimensions() || budget < 1) {
            throw new IllegalArgumentException(
                    start.length + " dimensions, " + bounds.dimensions() + " bounds, budget " + budget);
        }
        var search = new Search(objective, bounds, budget, wholeBudget ? Integer.MAX_VALUE : FRUITLESS_ROUNDS);
        try {
            search.value(bounds.clip(start));
            if (start.length > 0) {
                search.rounds(new Random(seed));
            }
        } catch (Spent spent) {
            // The best point seen is the answer.
        } catch (Tunnelled tunnelled) {
            throw tunnelled.problem;
        }
        return Minimum.at(search.best, search.bestValue, search.calls);
    }

    /** One run: counts calls and remembers the best. */
    private static final class Search {
        private final Function objective;
        private final Bounds bounds;
        private final int budget;
        private final int fruitlessRounds;
        private double[] best = {};
        private double bestValue = Double.POSITIVE_INFINITY;
        private int calls;

        Search(Function objective, Bounds bounds, int budget, int fruitlessRounds) {
            this.objective = objective;
            this.bounds = bounds;
            this.budget = budget;
            this.fruitlessRounds = fruitlessRounds;
        }

        void rounds(Random random) {
            int fruitless = 0;
            for (int round = 0; fruitless < fruitlessRounds && calls < budget; round++) {
                double before = bestValue;
                double[] from = bounds.toUnit(best);
                boolean[] mirrored = mirrored(from, round == 0, random);
                mirror(from, mirrored);
                de.xypron.jcobyla.Cobyla.findMinimum(
                        (n, m, unit, constraints) -> at(unit, mirrored, constraints),
                        from.length,
                        2 * from.length,
                        from,
                        FIRST_STEP,
                        LAST_STEP,
                        0,
                        budget - calls + 1);
                fruitless = bestValue < before ? 0 : fruitless + 1;
            }
        }

        /** The first simplex steps upwards; mirrored axes keep these steps within the bounds. */
        private static boolean[] mirrored(double[] unit, boolean first, Random random) {
            var mirrored = new boolean[unit.length];
            for (int i = 0; i < unit.length; i++) {
                boolean bothWays = unit[i] >= FIRST_STEP / 2 && unit[i] <= 1 - FIRST_STEP / 2;
                mirrored[i] = (!first && bothWays) ? random.nextBoolean() : unit[i] > 0.5;
            }
            return mirrored;
        }

        private static void mirror(double[] unit, boolean[] mirrored) {
            for (int i = 0; i < unit.length; i++) {
                if (mirrored[i]) {
                    unit[i] = 1 - unit[i];
                }
            }
        }

        private double at(double[] unit, boolean[] mirrored, double[] constraints) {
            for (int i = 0; i < unit.length; i++) {
                constraints[2 * i] = unit[i];
                constraints[2 * i + 1] = 1 - unit[i];
            }
            double[] straight = unit.clone();
            mirror(straight, mirrored);
            try {
                return value(bounds.fromUnit(straight));
            } catch (StockpotException e) {
                throw new Tunnelled(e);
            }
        }

        double value(double[] point) throws StockpotException {
            if (Arrays.equals(point, best) && calls > 0) {
                return bestValue;
            }
            if (calls == budget) {
                throw new Spent();
            }
            calls++;
            double value = objective.at(point.clone());
            if (value < bestValue || calls == 1) {
                best = point;
                bestValue = value;
            }
            return value;
        }
    }

    /** Ends the library's loop at the very call that the budget no longer allows. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super("budget spent", null, false, false);
        }
    }

    /** Carries a checked exception through the library, whose callback declares none. */
    private static final class Tunnelled extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final StockpotException problem;

        Tunnelled(StockpotException problem) {
            super(problem);
            this.problem = problem;
        }
    }
}
