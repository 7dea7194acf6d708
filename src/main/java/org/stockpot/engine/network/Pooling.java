package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** Makes planes smaller, over {@code count × side × side × channels}. */
final class Pooling {
    private Pooling() {}

    /** The largest of 3 × 3 pixels, every second one. */
    static NDArray largest(Ops ops, Weights weights, NDArray input) {
        return ConvLayer.lastChannels(Pool.maxPool2d(
                ConvLayer.firstChannels(input), new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false));
    }

    /** The mean of 2 × 2 pixels, and of what is left at the edges. */
    static NDArray halved(Ops ops, Weights weights, NDArray input) {
        return ConvLayer.lastChannels(Pool.avgPool2d(
                ConvLayer.firstChannels(input), new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), true, false));
    }

    /** The mean of all pixels: {@code count × channels}. */
    static NDArray mean(Ops ops, Weights weights, NDArray input) {
        Shape shape = input.getShape();
        return input.reshape(shape.get(0), shape.get(1) * shape.get(2), shape.get(3))
                .mean(new int[] {1});
    }
}
