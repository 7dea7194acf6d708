package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;

/**
 * A convolution and the batch norm behind it.
 *
 * @param folded whether the norm, which scales and shifts, is made part of the convolution before every pass (Jacob et al.
 *     2018, arXiv:1712.05877, §3.2): faster where an image's activations are more than the kernels
 */
record ConvNormLayer(ConvLayer conv, BatchNormLayer norm, boolean folded) implements Forward {
    static ConvNormLayer of(ConvLayer conv, BatchNormLayer norm, Plane in) {
        return new ConvNormLayer(
                conv,
                norm,
                conv.kernel().shape().elementCount() < conv.after(in).values());
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        NDArray kernels = weights.get(conv.kernel());
        if (ops.observer().isPresent()) {
            NDArray planes = conv.planes(input, kernels, null);
            return ConvLayer.lastChannels(ops.observer().get().apply(norm, weights, planes));
        }
        // The engine's batch norm knows no gradient of running statistics.
        if (folded || ops.differentiable()) {
            NDArray scale = norm.scale(weights, input);
            NDArray scaled = scale.reshape(-1, 1, 1, 1).mul(kernels);
            return conv.run(input, scaled, norm.shift(weights, scale));
        }
        return ConvLayer.lastChannels(norm.apply(weights, conv.planes(input, kernels, null)));
    }
}
