package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import org.stockpot.tensor.StockpotException;

/**
 * Layer normalisation (Ba et al. 2016, arXiv:1607.06450, §3) over the last axis.
 *
 * @param weight {@code [width]}
 * @param bias {@code [width]}
 * @param epsilon added to the variance
 */
record NormLayer(Slot weight, Slot bias, float epsilon) implements Forward {
    /** {@code prefix.weight} and {@code prefix.bias}. */
    static NormLayer read(Layout layout, String prefix, long width, float epsilon) throws StockpotException {
        return new NormLayer(layout.take(prefix + ".weight", width), layout.take(prefix + ".bias", width), epsilon);
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        return LayerNorm.layerNorm(
                        input, new Shape(weight.shape().extent(0)), weights.get(weight), weights.get(bias), epsilon)
                .singletonOrThrow();
    }
}
