package org.stockpot.tensor;

/**
 * What a tensor looks like, without its data.
 *
 * @param dtype element type as stored; arithmetic always runs in at least {@code F32}
 * @param shape extents per axis, outermost first; {@code []} is a scalar
 */
public record TensorSpec(DType dtype, Shape shape) {
    /** Number of elements. */
    public long elementCount() {
        return shape.elementCount();
    }

    /**
     * Size of the data in bytes.
     *
     * @throws ArithmeticException if the product exceeds {@link Long#MAX_VALUE}
     */
    public long byteCount() {
        return Math.multiplyExact(shape.elementCount(), dtype.bytes());
    }

    @Override
    public String toString() {
        return dtype + " " + shape;
    }
}
