package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The values of one floating tensor in memory, in as many bytes as they have where they are stored. They lie in Java
 * arrays, for a loop over an array keeps up with the memory better than one over a buffer. Immutable.
 */
public sealed interface Resident permits Resident.Doubles, Resident.Singles, Halves {
    /**
     * Fills the buffer with elements as they are stored, little endian.
     *
     * @param to room for a whole number of elements, which must lie in the tensor; its byte order means nothing
     */
    void read(long first, ByteBuffer to);

    /**
     * Fills the buffer with elements as 32-bit floats.
     *
     * @param to as many elements must lie in the tensor
     */
    void floats(long first, FloatBuffer to);

    /** The largest magnitude; NaN or infinite if there is no largest number. */
    double largest();

    /** Whether a tensor like this fits an array and is of a floating type. */
    static boolean holds(TensorSpec spec) {
        return spec.dtype().isMixable() && spec.elementCount() > 0 && spec.elementCount() <= Integer.MAX_VALUE - 8;
    }

    /**
     * Reads a whole tensor.
     *
     * @return empty if it cannot be held: see {@link Halves#of}
     * @throws StockpotException if it cannot be read
     * @throws IllegalArgumentException unless {@link #holds} says so
     */
    static Optional<Resident> of(TensorSource source, String tensor) throws StockpotException {
        TensorSpec spec = source.spec(tensor);
        if (!holds(spec)) {
            throw new IllegalArgumentException(tensor + " " + spec);
        }
        int count = (int) spec.elementCount();
        return switch (spec.dtype()) {
            case F64 -> Optional.of(Doubles.of(source, tensor, count));
            case F32 -> Optional.of(Singles.of(source, tensor, count));
            default -> Halves.of(source, tensor, spec.dtype(), count);
        };
    }

    /**
     * 64-bit floats.
     *
     * @param values not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared nowhere
    record Doubles(double[] values, double largest) implements Resident {
        private static final int PIECE = 1 << 17;

        private static Resident of(TensorSource source, String tensor, int count) throws StockpotException {
            var values = new double[count];
            for (int first = 0; first < count; first += PIECE) {
                int length = Math.min(PIECE, count - first);
                ordered(source.read(tensor, first, length)).asDoubleBuffer().get(values, first, length);
            }
            double largest = 0;
            for (double value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            return new Doubles(values, largest);
        }

        @Override
        public void read(long first, ByteBuffer to) {
            ordered(to.slice()).asDoubleBuffer().put(values, (int) first, to.remaining() / Double.BYTES);
            to.position(to.limit());
        }

        @Override
        public void floats(long first, FloatBuffer to) {
            for (int at = (int) first; to.hasRemaining(); at++) {
                to.put((float) values[at]);
            }
        }
    }

    /**
     * 32-bit floats.
     *
     * @param values not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared nowhere
    record Singles(float[] values, double largest) implements Resident {
        private static final int PIECE = 1 << 18;

        private static Resident of(TensorSource source, String tensor, int count) throws StockpotException {
            var values = new float[count];
            for (int first = 0; first < count; first += PIECE) {
                int length = Math.min(PIECE, count - first);
                ordered(source.read(tensor, first, length)).asFloatBuffer().get(values, first, length);
            }
            // Bits of magnitudes have the order of magnitudes, and NaN comes last.
            int largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
            }
            return new Singles(values, Float.intBitsToFloat(largest));
        }

        @Override
        public void read(long first, ByteBuffer to) {
            ordered(to.slice()).asFloatBuffer().put(values, (int) first, to.remaining() / Float.BYTES);
            to.position(to.limit());
        }

        @Override
        public void floats(long first, FloatBuffer to) {
            to.put(values, (int) first, to.remaining());
        }
    }

    private static ByteBuffer ordered(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
}
