package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Multi-head self-attention (Vaswani et al. 2017, arXiv:1706.03762, §3.2) over {@code count × tokens × width}.
 *
 * @param project to queries, keys and values, side by side: {@code width} to {@code 3 · width}
 * @param merge the heads' results
 * @param width of a token
 * @param heads that share it evenly
 */
record AttentionLayer(Forward project, Forward merge, int width, int heads) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        long count = input.getShape().get(0);
        long tokens = input.getShape().get(1);
        NDList parts = project.apply(ops, weights, input).split(3, 2);
        NDArray query = split(parts.get(0), count, tokens);
        NDArray key = split(parts.get(1), count, tokens);
        NDArray value = split(parts.get(2), count, tokens);
        NDArray scale = Ops.scalar(input, (float) (1 / Math.sqrt((double) width / heads)));
        NDArray attended =
                query.mul(scale).batchMatMul(key.transpose(0, 2, 1)).softmax(-1).batchMatMul(value);
        return merge.apply(ops, weights, join(attended, count, tokens));
    }

    /** {@code count × tokens × width} to {@code (count · heads) × tokens × (width / heads)}; a view for one head. */
    private NDArray split(NDArray part, long count, long tokens) {
        if (heads == 1) {
            return part;
        }
        return part.reshape(count, tokens, heads, width / heads)
                .transpose(0, 2, 1, 3)
                .reshape(count * heads, tokens, width / heads);
    }

    private NDArray join(NDArray attended, long count, long tokens) {
        if (heads == 1) {
            return attended;
        }
        return attended.reshape(count, heads, tokens, width / heads)
                .transpose(0, 2, 1, 3)
                .reshape(count, tokens, width);
    }
}
