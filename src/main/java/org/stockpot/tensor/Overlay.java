package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * A source in which some tensors have other values; names, shapes and types are as they were. Closing it closes the
 * source.
 */
public final class Overlay implements TensorSource {
    private final TensorSource source;
    private final Map<String, float[]> values;

    /**
     * @param values row-major, by tensor; the arrays are not copied and must not change
     * @throws IllegalArgumentException if a tensor is unknown, holds another number of elements, or no floating type
     */
    public Overlay(TensorSource source, Map<String, float[]> values) {
        this.source = source;
        this.values = Map.copyOf(values);
        this.values.forEach((tensor, elements) -> {
            TensorSpec spec = source.spec(tensor);
            if (spec.elementCount() != elements.length || !spec.dtype().isMixable()) {
                throw new IllegalArgumentException(
                        elements.length + " values for " + tensor + " of " + source.name() + ", which is " + spec);
            }
        });
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return source.specs();
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        float[] elements = values.get(tensor);
        if (elements == null) {
            return source.read(tensor, first, count);
        }
        if (first < 0 || count < 0 || first + count > elements.length) {
            throw new IllegalArgumentException(
                    count + " elements from " + first + " of " + tensor + ", which has " + elements.length);
        }
        DType dtype = spec(tensor).dtype();
        ByteBuffer out =
                ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        Floats.encode(dtype, elements, (int) first, count, out);
        return out.flip();
    }

    @Override
    public void close() {
        source.close();
    }
}
