package org.stockpot.search;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.stockpot.tensor.StockpotException;

/**
 * The objective as one optimisation sees it: on the unit cube, where 0 is a low bound and 1 a high one. Counts calls,
 * remembers the best point, keeps every point within the bounds, and ends the optimiser, wherever it is, at the very call
 * that the budget no longer allows.
 */
final class Ground {
    private static final int FRUITLESS_ROUNDS = 2;

    private final Minimiser.Function objective;
    private final Bounds bounds;
    private final int budget;
    private double[] best;
    private double bestValue = Double.POSITIVE_INFINITY;
    private int calls;

    private Ground(Minimiser.Function objective, double[] start, Bounds bounds, int budget) {
        this.objective = objective;
        this.bounds = bounds;
        this.budget = budget;
        this.best = bounds.clip(start);
    }

    /**
     * Runs an optimiser: the start is asked first, the rest is up to it.
     *
     * @param optimiser not called where there is no dimension
     * @return the best point seen
     */
    static Minimum explore(
            Minimiser.Function objective, double[] start, Bounds bounds, int budget, Consumer<Ground> optimiser)
            throws StockpotException {
        if (start.length != bounds.dimensions() || budget < 1) {
            throw new IllegalArgumentException(
                    start.length + " dimensions, " + bounds.dimensions() + " bounds, budget " + budget);
        }
        var ground = new Ground(objective, start, bounds, budget);
        try {
            ground.value(ground.best);
            if (start.length > 0) {
                optimiser.accept(ground);
            }
        } catch (Spent spent) {
            // The best point seen is the answer.
        } catch (Tunnelled tunnelled) {
            throw tunnelled.problem;
        }
        return Minimum.at(ground.best, ground.bestValue, ground.calls);
    }

    int dimensions() {
        return best.length;
    }

    /** See {@link Minimiser.Function#depth}. */
    int depth(int dimension) {
        return objective.depth(dimension);
    }

    /** The best point so far, the first of several that are equally good. */
    double[] best() {
        return bounds.toUnit(best);
    }

    double bestValue() {
        return bestValue;
    }

    /** How many calls the budget still allows. */
    int left() {
        return budget - calls;
    }

    /** The value at a point of the unit cube, to which other points are clipped. */
    double at(double[] unit) {
        return value(bounds.fromUnit(unit));
    }

    /** As {@link #at}, but the best point so far is not asked for again. */
    double unlessBest(double[] unit) {
        double[] point = bounds.fromUnit(unit);
        return Arrays.equals(point, best) ? bestValue : value(point);
    }

    /**
     * Runs rounds of an optimiser that comes to an end before the budget does, until two in a row have gained nothing.
     *
     * @param wholeBudget do not stop there
     * @param round hears its number, from 0
     */
    void rounds(boolean wholeBudget, IntConsumer round) {
        int fruitless = 0;
        for (int number = 0; calls < budget && (wholeBudget || fruitless < FRUITLESS_ROUNDS); number++) {
            double before = bestValue;
            int callsBefore = calls;
            round.accept(number);
            if (calls == callsBefore) {
                // Within bounds too narrow for two points a round may ask nothing, and must not do so for ever.
                value(best);
            }
            fruitless = bestValue < before ? 0 : fruitless + 1;
        }
    }

    private double value(double[] point) {
        if (calls == budget) {
            throw new Spent();
        }
        calls++;
        double value;
        try {
            value = objective.at(point.clone());
        } catch (StockpotException e) {
            throw new Tunnelled(e);
        }
        if (value < bestValue) {
            best = point;
            bestValue = value;
        }
        return value;
    }

    /** Ends an optimiser's loop at the call that the budget does not allow. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super("budget spent", null, false, false);
        }
    }

    /** Carries a checked exception through a library, whose callback declares none. */
    private static final class Tunnelled extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final StockpotException problem;

        Tunnelled(StockpotException problem) {
            super(problem);
            this.problem = problem;
        }
    }
}
