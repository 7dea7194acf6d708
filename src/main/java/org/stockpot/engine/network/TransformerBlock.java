package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Optional;

/**
 * A pre-norm transformer block (Dosovitskiy et al. 2021, arXiv:2010.11929, eq. 2 and 3): x + attention(norm(x)), then x +
 * perceptron(norm(x)); each added part may be scaled per value (Touvron et al. 2021, arXiv:2103.17239, eq. 4).
 *
 * @param scale1 {@code [width]}, of the attention
 * @param scale2 {@code [width]}, of the perceptron
 * @param kept how many of the first tokens anybody looks at afterwards: the others are attended to, but go no further
 */
record TransformerBlock(
        NormLayer norm1,
        AttentionLayer attention,
        Optional<Slot> scale1,
        NormLayer norm2,
        Perceptron perceptron,
        Optional<Slot> scale2,
        long kept)
        implements Forward {
    /** All tokens are needed. */
    static final long ALL = Long.MAX_VALUE;

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        NDArray attended = ops.scoped(this::attend, weights, input);
        return ops.next(this::think, weights, attended);
    }

    private NDArray attend(Ops ops, Weights weights, NDArray x) {
        NDArray normed = norm1.apply(ops, weights, x);
        boolean all = kept >= x.getShape().get(1);
        NDArray asking = all ? normed : first(normed);
        return ops.add(scaled(ops, weights, attention.apply(ops, weights, asking, normed), scale1), all ? x : first(x));
    }

    private NDArray think(Ops ops, Weights weights, NDArray x) {
        return ops.add(scaled(ops, weights, perceptron.apply(ops, weights, norm2.apply(ops, weights, x)), scale2), x);
    }

    private NDArray first(NDArray x) {
        return x.get(new NDIndex().addAllDim().addSliceDim(0, kept));
    }

    private static NDArray scaled(Ops ops, Weights weights, NDArray fresh, Optional<Slot> scale) {
        return scale.isPresent() ? ops.mul(fresh, weights.get(scale.get())) : fresh;
    }
}
