package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Heads on the first tokens, one for each; the logits are their mean. Two of them make a distilled network, whose second
 * head was taught by a teacher (Touvron et al. 2021, arXiv:2012.12877, §4).
 */
record TokenHeads(NormLayer norm, List<LinearLayer> heads) implements Forward {
    TokenHeads {
        heads = List.copyOf(heads);
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray tokens) {
        NDArray sum = logits(ops, weights, tokens, 0);
        for (int token = 1; token < heads.size(); token++) {
            sum = ops.add(sum, logits(ops, weights, tokens, token));
        }
        return heads.size() == 1 ? sum : ops.mul(sum, Ops.scalar(sum, 1f / heads.size()));
    }

    private NDArray logits(Ops ops, Weights weights, NDArray tokens, int token) {
        return heads.get(token).apply(ops, weights, norm.apply(ops, weights, tokens.get(":, " + token)));
    }
}
