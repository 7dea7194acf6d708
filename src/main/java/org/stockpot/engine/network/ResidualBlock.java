package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A residual block (He et al. 2016, arXiv:1512.03385, §3.2): convolutions with ReLU between them, their input added, ReLU.
 *
 * @param shortcut what is done with the input before it is added, in order; nothing where the shapes agree
 */
record ResidualBlock(List<ConvNormLayer> convolutions, List<Forward> shortcut) implements Forward {
    static final Forward RELU = (ops, weights, input) -> Activation.RELU.apply(ops, input);

    ResidualBlock {
        convolutions = List.copyOf(convolutions);
        shortcut = List.copyOf(shortcut);
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        NDArray residual = ops.scoped(convolutions.get(0), weights, input);
        for (ConvNormLayer convolution : convolutions.subList(1, convolutions.size())) {
            residual = ops.next(convolution, weights, ops.next(RELU, weights, residual));
        }
        return ops.next(RELU, weights, sum(ops, weights, residual, input));
    }

    private NDArray sum(Ops ops, Weights weights, NDArray residual, NDArray input) {
        if (shortcut.isEmpty()) {
            return ops.add(residual, input);
        }
        NDArray carried = ops.scoped(shortcut.get(0), weights, input);
        for (Forward step : shortcut.subList(1, shortcut.size())) {
            carried = ops.next(step, weights, carried);
        }
        NDArray sum = ops.add(residual, carried);
        if (!ops.differentiable()) {
            carried.close();
        }
        return sum;
    }
}
