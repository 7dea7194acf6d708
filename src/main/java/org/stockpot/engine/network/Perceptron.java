package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;

/** Two matrices with an activation between them, for every token alike. */
record Perceptron(Forward first, Activation activation, Forward second) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        NDArray hidden = first.apply(ops, weights, input);
        return second.apply(ops, weights, activation.apply(ops, hidden));
    }
}
