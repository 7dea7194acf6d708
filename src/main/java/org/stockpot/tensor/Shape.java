package org.stockpot.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Extents of a tensor per axis, outermost first; {@code []} is a scalar.
 *
 * @param extents none negative
 */
public record Shape(List<Long> extents) {
    public Shape {
        extents = List.copyOf(extents);
        for (long extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in " + extents);
            }
        }
    }

    public static Shape of(long... extents) {
        return new Shape(Arrays.stream(extents).boxed().toList());
    }

    public int rank() {
        return extents.size();
    }

    public long extent(int axis) {
        return extents.get(axis);
    }

    public long[] toArray() {
        return extents.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Number of elements.
     *
     * @throws ArithmeticException if it exceeds {@link Long#MAX_VALUE}
     */
    public long elementCount() {
        long count = 1;
        for (long extent : extents) {
            count = Math.multiplyExact(count, extent);
        }
        return count;
    }

    @Override
    public String toString() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
