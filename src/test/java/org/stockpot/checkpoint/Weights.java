package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Tensors in memory, for tests. */
final class Weights implements TensorSource {
    private final Map<String, TensorSpec> specs = new LinkedHashMap<>();
    private final Map<String, byte[]> data = new LinkedHashMap<>();

    Weights with(String name, DType dtype, byte[] bytes, long... shape) {
        specs.put(name, new TensorSpec(dtype, Shape.of(shape)));
        data.put(name, bytes);
        return this;
    }

    Weights with(String name, float[] values, long... shape) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return with(name, DType.F32, bytes.array(), shape);
    }

    byte[] bytes(String name) {
        return data.get(name);
    }

    /** All bytes of one tensor of any source, read in small pieces. */
    static byte[] allBytes(TensorSource source, String name, int step) throws StockpotException {
        TensorSpec spec = source.spec(name);
        int width = spec.dtype().bytes();
        var all = new byte[Math.toIntExact(spec.byteCount())];
        for (int first = 0; first < spec.elementCount(); first += step) {
            int count = (int) Math.min(step, spec.elementCount() - first);
            source.read(name, first, count).get(all, first * width, count * width);
        }
        return all;
    }

    @Override
    public String name() {
        return "weights in memory";
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return Collections.unmodifiableMap(specs);
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        int width = spec(tensor).dtype().bytes();
        int from = Math.toIntExact(first * width);
        return ByteBuffer.wrap(Arrays.copyOfRange(data.get(tensor), from, from + count * width))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {}
}
