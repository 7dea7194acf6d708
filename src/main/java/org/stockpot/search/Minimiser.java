package org.stockpot.search;

import java.util.function.IntUnaryOperator;
import org.stockpot.tensor.StockpotException;

/** Finds a low value of a function of bounded numbers without its derivatives. */
@FunctionalInterface
public interface Minimiser {
    /** What to minimise. */
    @FunctionalInterface
    interface Function {
        /** Its value at a point, which is not kept. */
        double at(double[] point) throws StockpotException;

        /**
         * How deep in the network what a dimension changes stands. What comes before the first change need not run again,
         * so an optimiser that changes few dimensions at a time does well to begin with the deepest.
         */
        default int depth(int dimension) {
            return dimension;
        }

        /** The same function of dimensions that stand elsewhere. */
        default Function withDepth(IntUnaryOperator depth) {
            Function values = this;
            return new Function() {
                @Override
                public double at(double[] point) throws StockpotException {
                    return values.at(point);
                }

                @Override
                public int depth(int dimension) {
                    return depth.applyAsInt(dimension);
                }
            };
        }
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
