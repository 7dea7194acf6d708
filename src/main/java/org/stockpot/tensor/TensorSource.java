package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Anything that has weights: a file, a soup, a network. Tensors are named and read one at a time, in ranges, so that no
 * source ever needs to be in memory as a whole. Implementations allow reads from several threads at once.
 */
public interface TensorSource extends AutoCloseable {
    /** What people call it: a file name, or the name of a soup. Used as the subject of messages. */
    String name();

    /** Names and specs in the order of the source. The map does not change. */
    Map<String, TensorSpec> specs();

    /**
     * Reads a range of one tensor, elements in row-major order.
     *
     * @param tensor a key of {@link #specs()}
     * @param first index of the first element
     * @param count number of elements; {@code count × dtype.bytes()} must fit an {@code int}
     * @return little-endian buffer of exactly {@code count} elements as stored, position 0, limit at the end
     * @throws StockpotException if the data cannot be read as promised by the spec
     * @throws IllegalArgumentException if the tensor is unknown or the range lies outside of it
     */
    ByteBuffer read(String tensor, long first, int count) throws StockpotException;

    /**
     * Reads as many elements as fit the rest of the buffer, so that callers who read much can use one buffer again and
     * again; a direct one saves a copy where the data comes from a file.
     *
     * @param to room for a whole number of elements, which must lie in the tensor; its position moves to its limit, its
     *     byte order means nothing
     * @throws StockpotException as {@link #read(String, long, int)}
     * @throws IllegalArgumentException if the tensor is unknown or the range lies outside of it
     */
    default void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        to.put(read(tensor, first, to.remaining() / spec(tensor).dtype().bytes()));
    }

    /**
     * Reads elements of a floating tensor as 32-bit floats, as many as fit the rest of the buffer.
     *
     * @param to its elements must lie in the tensor; its position moves to its limit
     * @throws StockpotException as {@link #read(String, long, int)}
     * @throws IllegalArgumentException if the tensor is unknown or of no floating type, or the range lies outside of it
     */
    default void floats(String tensor, long first, FloatBuffer to) throws StockpotException {
        DType dtype = spec(tensor).dtype();
        var values = new float[Math.min(1 << 18, to.remaining())];
        for (long next = first; to.hasRemaining(); next += values.length) {
            int length = Math.min(values.length, to.remaining());
            Floats.decode(dtype, read(tensor, next, length), values, 0, length);
            to.put(values, 0, length);
        }
    }

    /**
     * Reads several floating tensors from their beginnings, as {@link #floats(String, long, FloatBuffer)} does; at once, where
     * that is faster. If one cannot be read, all buffers hold any values.
     *
     * @param tensors by name; their buffers share no memory
     * @throws StockpotException as {@link #read}
     */
    default void floats(Map<String, FloatBuffer> tensors) throws StockpotException {
        for (Map.Entry<String, FloatBuffer> tensor : tensors.entrySet()) {
            floats(tensor.getKey(), 0, tensor.getValue());
        }
    }

    /**
     * A tensor's values where they lie in memory, if they do: who computes with them need not read and decode them.
     *
     * @throws StockpotException if they were to be taken into memory now and cannot be read
     */
    default Optional<Resident> resident(String tensor) throws StockpotException {
        return Optional.empty();
    }

    /**
     * What a tensor is the sum of, if it is one of tensors in memory. Sums of 64-bit floats, rounded to the stored type, are
     * the values that {@link #floats} gives, but for one element in about a million that differs by its last bit.
     *
     * @throws StockpotException as {@link #resident}
     */
    default Optional<LinearCombination> combination(String tensor) throws StockpotException {
        return Optional.empty();
    }

    /** The spec of one tensor. */
    default TensorSpec spec(String tensor) {
        TensorSpec spec = specs().get(tensor);
        if (spec == null) {
            throw new IllegalArgumentException(name() + " has no tensor " + tensor);
        }
        return spec;
    }

    /**
     * Reads a whole tensor as 32-bit floats, whatever floating type is stored.
     *
     * @throws StockpotException as {@link #read}
     * @throws ArithmeticException if it has more elements than an array can hold
     */
    default float[] floats(String tensor) throws StockpotException {
        var values = new float[Math.toIntExact(spec(tensor).elementCount())];
        floats(tensor, 0, FloatBuffer.wrap(values));
        return values;
    }

    @Override
    void close();
}
