package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.Optional;

/**
 * Cuts images into square patches and projects each to a token, by one matrix product: a convolution whose stride is its
 * kernel. {@code count × channels × size × size} to {@code count × grid² × width}.
 *
 * @param kernel {@code [width, channels, patch, patch]}
 * @param bias {@code [width]}
 */
record PatchLayer(Slot kernel, Optional<Slot> bias, int grid) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray images) {
        long count = images.getShape().get(0);
        long width = kernel.shape().extent(0);
        long channels = kernel.shape().extent(1);
        long patch = kernel.shape().extent(2);
        NDArray patches = images.reshape(count, channels, grid, patch, grid, patch)
                .transpose(0, 2, 4, 1, 3, 5)
                .reshape(count, (long) grid * grid, channels * patch * patch);
        NDArray matrix = weights.view(kernel, images.getManager(), width, channels * patch * patch);
        return bias.isPresent()
                ? Linear.linear(patches, matrix, weights.get(bias.get())).singletonOrThrow()
                : Linear.linear(patches, matrix).singletonOrThrow();
    }
}
