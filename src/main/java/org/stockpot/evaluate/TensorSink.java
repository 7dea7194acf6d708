package org.stockpot.evaluate;

import org.stockpot.tensor.StockpotException;

/** Hears numbers that belong to a network's tensors, one tensor at a time, so that they are never all in memory. */
@FunctionalInterface
public interface TensorSink {
    /**
     * Hears of one tensor.
     *
     * @param tensor name as in the source of the weights
     * @param values row-major; the array is the receiver's
     */
    void accept(String tensor, float[] values) throws StockpotException;
}
