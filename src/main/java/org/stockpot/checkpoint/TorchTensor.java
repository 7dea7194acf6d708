package org.stockpot.checkpoint;

import java.util.List;
import org.stockpot.tensor.Shape;

/**
 * A view of a storage, as PyTorch stores every tensor. Checked against the storage when it is made.
 *
 * @param offset first element
 * @param shape extents
 * @param strides distance of neighbours per axis, in elements; 0 repeats
 */
record TorchTensor(TorchStorage storage, ElementType element, long offset, Shape shape, List<Long> strides) {
    TorchTensor {
        strides = List.copyOf(strides);
    }

    /** Whether row-major order is the order of the storage. */
    boolean contiguous() {
        long expected = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            if (shape.extent(axis) != 1 && strides.get(axis) != expected) {
                return shape.elementCount() == 0;
            }
            expected *= shape.extent(axis);
        }
        return true;
    }
}
