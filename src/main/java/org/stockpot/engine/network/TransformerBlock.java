package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;

/**
 * A pre-norm transformer block (Dosovitskiy et al. 2021, arXiv:2010.11929, eq. 2 and 3): x + attention(norm(x)), then x +
 * perceptron(norm(x)).
 *
 * @param attention with what scales its result, if anything
 * @param perceptron with what scales its result, if anything
 */
record TransformerBlock(Forward norm1, Forward attention, Forward norm2, Forward perceptron) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        NDArray attended = ops.scoped((o, w, x) -> branch(o, w, x, norm1, attention), weights, input);
        return ops.next((o, w, x) -> branch(o, w, x, norm2, perceptron), weights, attended);
    }

    private static NDArray branch(Ops ops, Weights weights, NDArray x, Forward norm, Forward inner) {
        return ops.add(inner.apply(ops, weights, norm.apply(ops, weights, x)), x);
    }
}
