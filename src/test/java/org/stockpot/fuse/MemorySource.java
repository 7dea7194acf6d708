package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Tensors in memory that remember which of them were read. */
public final class MemorySource implements TensorSource {
    private final String name;
    private final Map<String, TensorSpec> specs = new LinkedHashMap<>();
    private final Map<String, byte[]> data = new LinkedHashMap<>();
    final List<String> reads = new ArrayList<>();
    boolean closed;

    public MemorySource(String name) {
        this.name = name;
    }

    public MemorySource with(String tensor, DType dtype, double... values) {
        return shaped(tensor, dtype, Shape.of(values.length), values);
    }

    public MemorySource shaped(String tensor, DType dtype, Shape shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (dtype) {
                case F64 -> bytes.putDouble(value);
                case I64 -> bytes.putLong((long) value);
                default -> Floats.encode(dtype, new float[] {(float) value}, 0, 1, bytes);
            }
        }
        specs.put(tensor, new TensorSpec(dtype, shape));
        data.put(tensor, bytes.array());
        return this;
    }

    /** A flat tensor by its stored bytes. */
    public MemorySource stored(String tensor, DType dtype, byte... bytes) {
        specs.put(tensor, new TensorSpec(dtype, Shape.of(bytes.length / dtype.bytes())));
        data.put(tensor, bytes);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return Collections.unmodifiableMap(specs);
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) {
        reads.add(tensor);
        int bytes = spec(tensor).dtype().bytes();
        return ByteBuffer.wrap(data.get(tensor), (int) first * bytes, count * bytes)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        closed = true;
    }
}
