package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Puts a class token before the patches and adds positions.
 *
 * @param token of as many values as a token has, in any shape
 * @param positions {@code [tokens, width]} or {@code [1, tokens, width]}
 */
record TokenLayer(Slot token, Slot positions) implements Forward {
    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray patches) {
        long count = patches.getShape().get(0);
        long width = patches.getShape().get(2);
        NDArray one = weights.view(token, patches.getManager(), 1, 1, width);
        NDArray tokens = one.broadcast(new Shape(count, 1, width)).concat(patches, 1);
        return ops.add(tokens, weights.get(positions));
    }
}
