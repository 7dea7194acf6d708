package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with square kernels, over {@code count × side × side × channels}.
 *
 * @param kernel {@code [out, in / groups, size, size]}
 * @param bias {@code [out]}
 * @param padding zeros on each side
 * @param groups that share the channels evenly, each with kernels of its own
 */
record ConvLayer(Slot kernel, Optional<Slot> bias, int stride, int padding, int groups) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        return run(input, weights.get(kernel), bias.map(weights::get).orElse(null));
    }

    /** With other numbers than the network's. */
    NDArray run(NDArray input, NDArray kernels, @Nullable NDArray shift) {
        return lastChannels(planes(input, kernels, shift));
    }

    /** As {@link #run}; the result is {@code count × out × side × side}, in the memory order of {@link #lastChannels}. */
    NDArray planes(NDArray input, NDArray kernels, @Nullable NDArray shift) {
        return Conv2d.conv2d(
                        firstChannels(input),
                        kernels,
                        shift,
                        new Shape(stride, stride),
                        new Shape(padding, padding),
                        new Shape(1, 1),
                        groups)
                .singletonOrThrow();
    }

    /** {@code count × side × side × channels} as the engine's operations on images want it; no copy. */
    static NDArray firstChannels(NDArray activations) {
        return activations.transpose(0, 3, 1, 2);
    }

    /** The reverse; no copy. */
    static NDArray lastChannels(NDArray planes) {
        return planes.transpose(0, 2, 3, 1);
    }

    /** As {@link #lastChannels}, for images, whose memory is in the other order: a copy, for it decides how all that follows is stored. */
    static NDArray ofImages(NDArray images) {
        NDArray last = lastChannels(images);
        return last.flatten().reshape(last.getShape());
    }

    long size() {
        return kernel.shape().extent(2);
    }

    Plane after(Plane plane) {
        return plane.slide((int) size(), stride, padding, kernel.shape().extent(0));
    }

    /** Multiplications and additions (a pair counts once) for one image. */
    long work(Plane plane) {
        return after(plane).values() * kernel.shape().extent(1) * size() * size();
    }
}
