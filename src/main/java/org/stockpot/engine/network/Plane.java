package org.stockpot.engine.network;

/**
 * The shape of a convolutional network's activations for one image. They are stored {@code side × side × channels}: what a
 * pixel holds lies together, so layer norms and matrices need no copy, and the engine's convolutions run faster than on
 * planes.
 */
record Plane(int side, long channels) {
    long values() {
        return channels * side * side;
    }

    /** Behind a window that moves over the plane; rounded down, as convolutions do. */
    Plane slide(int kernel, int stride, int padding, long into) {
        return new Plane((side + 2 * padding - kernel) / stride + 1, into);
    }
}
