package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;

/**
 * Brings images to the device: as bytes, a quarter of what floats would take, normalised there. Float32 arithmetic in
 * PyTorch's order, so the values are those of {@link PreparedSet#batch}, bit for bit.
 *
 * <p>{@link #know} comes first, from one thread; then passes may come from several.
 */
final class Pictures {
    private static final double WHITE = 255;

    private final NDManager scope;
    private final Map<Preprocessing, Normalisation> known = new HashMap<>();
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

    /** 255 and arrays of {@code 1 × channels × 1 × 1}; steps that change nothing are left out. */
    private record Normalisation(NDArray white, Optional<NDArray> mean, Optional<NDArray> std) {}

    /** What is done with images; the array is gone afterwards. */
    @FunctionalInterface
    interface Use {
        float[] with(NDArray images);
    }

    Pictures(NDManager scope) {
        this.scope = scope;
    }

    /** Makes ready for images that were prepared in some way. */
    void know(Preprocessing preprocessing) {
        known.computeIfAbsent(
                preprocessing,
                how -> new Normalisation(constants(List.of(WHITE)), constants(how.mean(), 0), constants(how.std(), 1)));
    }

    /** What is known, for another device. */
    Set<Preprocessing> known() {
        return Set.copyOf(known.keySet());
    }

    private Optional<NDArray> constants(List<Double> values, double neutral) {
        return values.stream().allMatch(value -> value == neutral) ? Optional.empty() : Optional.of(constants(values));
    }

    private NDArray constants(List<Double> values) {
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return scope.create(floats, new Shape(1, floats.length, 1, 1));
    }

    /** The bytes of some images on the device: {@code count × channels × size × size}. */
    float[] with(PreparedSet set, int from, int to, NDManager batch, Use use) {
        Preprocessing how = set.preprocessing();
        var shape = new Shape(to - from, how.channels(), how.size(), how.size());
        ByteBuffer buffer = buffer(Math.toIntExact(shape.size()));
        try {
            set.bytes(from, to, buffer);
            return use.with(batch.create(buffer.flip(), shape, DataType.UINT8));
        } finally {
            buffers.offer(buffer);
        }
    }

    /** Bytes to what a network takes, in the scope of the bytes. */
    NDArray normalised(NDArray bytes, Preprocessing preprocessing) {
        Normalisation normalisation = known.get(preprocessing);
        if (normalisation == null) {
            throw new IllegalStateException("unknown " + preprocessing);
        }
        NDArray values = bytes.toType(DataType.FLOAT32, true);
        values.divi(normalisation.white());
        normalisation.mean().ifPresent(values::subi);
        normalisation.std().ifPresent(values::divi);
        return values;
    }

    /** Normalised images that somebody else made. */
    float[] with(float[] values, int offset, Shape shape, NDManager batch, Use use) {
        int count = Math.toIntExact(shape.size());
        ByteBuffer buffer = buffer(Math.multiplyExact(count, Float.BYTES));
        try {
            buffer.asFloatBuffer().put(values, offset, count);
            return use.with(batch.create(buffer, shape, DataType.FLOAT32));
        } finally {
            buffers.offer(buffer);
        }
    }

    /** Native memory that is free again after the pass; the engine's array shares it on the CPU. */
    private ByteBuffer buffer(int bytes) {
        ByteBuffer free = buffers.poll();
        if (free == null || free.capacity() < bytes) {
            free = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        return free.clear().limit(bytes);
    }
}
