package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;

/** A step of a network: a pure function, differentiable where {@link Ops#differentiable()} says so. */
@FunctionalInterface
public interface Forward {
    /**
     * Runs the step.
     *
     * @param weights on the device of the input
     * @param input never changed
     * @return a new array in the scope of the input
     */
    NDArray apply(Ops ops, Weights weights, NDArray input);
}
