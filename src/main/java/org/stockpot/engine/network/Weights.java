package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * The weights of a network as they are now.
 *
 * @param arrays float32 by the name of the tensor; the map may change between two passes
 */
public record Weights(Map<String, NDArray> arrays) {
    public NDArray get(Slot slot) {
        NDArray weight = arrays.get(slot.tensor());
        if (weight == null) {
            throw new IllegalArgumentException("no weight " + slot.tensor());
        }
        return weight;
    }

    /** A weight in another shape. A view would live in the weights' scope, batch after batch; it belongs to the batch. */
    public NDArray view(Slot slot, NDManager batch, long... shape) {
        NDArray view = get(slot).reshape(new Shape(shape));
        view.attach(batch);
        return view;
    }

    /** Some rows of a weight, which belong to the batch as a {@link #view} does. */
    public NDArray rows(Slot slot, NDManager batch, long from, long to) {
        NDArray rows = get(slot).get(new NDIndex().addSliceDim(from, to));
        rows.attach(batch);
        return rows;
    }
}
