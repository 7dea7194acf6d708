package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * A head on the mean of the patches.
 *
 * @param behind whether the mean is normalised, and not every token
 * @param leading tokens before those of the patches, which nobody looks at
 */
record MeanHead(NormLayer norm, boolean behind, int leading, LinearLayer head) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray tokens) {
        long number = tokens.getShape().get(1);
        NDArray patches =
                leading == 0 ? tokens : tokens.get(new NDIndex().addAllDim().addSliceDim(leading, number));
        NDArray pooled = behind
                ? norm.apply(ops, weights, patches.mean(new int[] {1}))
                : norm.apply(ops, weights, patches).mean(new int[] {1});
        return head.apply(ops, weights, pooled);
    }
}
