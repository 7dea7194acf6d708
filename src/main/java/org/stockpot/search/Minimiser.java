package org.stockpot.search;

import org.stockpot.tensor.StockpotException;

/** Finds a low value of a function of bounded numbers without its derivatives. */
@FunctionalInterface
public interface Minimiser {
    /** What to minimise. */
    @FunctionalInterface
    interface Function {
        /** Its value at a point, which is not kept. */
        double at(double[] point) throws StockpotException;
    }

    /**
     * Minimises. The start is evaluated first and points never leave the bounds.
     *
     * @param start one number per dimension; clipped to the bounds
     * @param budget most calls of the objective, at least 1
     * @param seed for whatever is random in it
     * @return the best point seen
     * @throws StockpotException if the objective does; its unchecked exceptions come through too
     */
    Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed) throws StockpotException;
}
