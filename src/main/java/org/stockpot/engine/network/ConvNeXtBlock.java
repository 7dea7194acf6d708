package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * A block of ConvNeXt (Liu et al. 2022, arXiv:2201.03545, §2.5 and figure 4): every channel convolved by itself, then for
 * every pixel a layer norm and two matrices with GELU between them; scaled, and added to the input.
 *
 * @param steps depthwise convolution, norm, matrix, GELU, matrix
 * @param gamma {@code [channels]}, or with ones behind: what the result is multiplied by (Touvron et al. 2021,
 *     arXiv:2103.17239, §2)
 */
record ConvNeXtBlock(List<Forward> steps, Optional<Slot> gamma) implements Forward {
    static final Forward GELU = (ops, weights, input) -> Activation.GELU.apply(ops, input);

    ConvNeXtBlock {
        steps = List.copyOf(steps);
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        NDArray residual = ops.scoped(steps.get(0), weights, input);
        for (Forward step : steps.subList(1, steps.size())) {
            residual = ops.next(step, weights, residual);
        }
        if (gamma.isPresent()) {
            Slot slot = gamma.get();
            NDArray scale = weights.view(slot, input.getManager(), slot.shape().extent(0));
            residual = ops.mul(residual, scale);
        }
        return ops.add(residual, input);
    }
}
