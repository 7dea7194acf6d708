package org.stockpot.checkpoint;

import org.stockpot.tensor.TensorSpec;

/** The one check of what callers of {@code TensorSource.read} ask for. */
final class Ranges {
    private Ranges() {}

    /**
     * Size of a range in bytes.
     *
     * @throws IllegalArgumentException if the range leaves the tensor or the bytes do not fit an {@code int}
     */
    static int byteCount(String tensor, TensorSpec spec, long first, int count) {
        long elements = spec.elementCount();
        long bytes = (long) count * spec.dtype().bytes();
        if (first < 0 || count < 0 || first > elements - count || bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    count + " elements from " + first + " on do not lie in " + tensor + " " + spec);
        }
        return (int) bytes;
    }
}
