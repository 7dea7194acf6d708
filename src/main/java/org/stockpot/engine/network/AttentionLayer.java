package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/**
 * Multi-head self-attention (Vaswani et al. 2017, arXiv:1706.03762, §3.2) over {@code count × tokens × width}.
 *
 * @param project to queries, keys and values
 * @param norms of each head's queries and keys, in networks that have them (Henry et al. 2020, arXiv:2010.04245)
 * @param merge the heads' results
 * @param width of a token
 * @param heads that share it evenly
 */
record AttentionLayer(Projection project, Optional<Norms> norms, LinearLayer merge, int width, int heads) {
    /** Over the values of one head. */
    record Norms(NormLayer query, NormLayer key) {}

    /**
     * What some tokens learn from all.
     *
     * @param asking the input itself, or its first tokens
     * @return as many tokens as ask
     */
    NDArray apply(Ops ops, Weights weights, NDArray asking, NDArray input) {
        long count = input.getShape().get(0);
        NDList parts = project.apply(ops, weights, asking, input);
        NDArray query = split(parts.get(0), count);
        NDArray key = split(parts.get(1), count);
        NDArray value = split(parts.get(2), count);
        if (norms.isPresent()) {
            query = norms.get().query().apply(ops, weights, query);
            key = norms.get().key().apply(ops, weights, key);
        }
        NDArray scale = Ops.scalar(input, (float) (1 / Math.sqrt((double) width / heads)));
        NDArray attended = ops.mul(query, scale)
                .batchMatMul(key.transpose(0, 2, 1))
                .softmax(-1)
                .batchMatMul(value);
        return merge.apply(ops, weights, join(attended, count));
    }

    /** {@code count × tokens × width} to {@code (count · heads) × tokens × (width / heads)}; a view for one head. */
    private NDArray split(NDArray part, long count) {
        if (heads == 1) {
            return part;
        }
        long tokens = part.getShape().get(1);
        return part.reshape(count, tokens, heads, width / heads)
                .transpose(0, 2, 1, 3)
                .reshape(count * heads, tokens, width / heads);
    }

    private NDArray join(NDArray attended, long count) {
        if (heads == 1) {
            return attended;
        }
        long tokens = attended.getShape().get(1);
        return attended.reshape(count, heads, tokens, width / heads)
                .transpose(0, 2, 1, 3)
                .reshape(count, tokens, width);
    }
}
