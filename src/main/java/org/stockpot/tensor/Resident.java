package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of one floating tensor in memory, in as many bytes as they have where they are stored. They lie in Java
 * arrays, for a loop over an array keeps up with the memory better than one over a buffer. Immutable.
 */
public sealed interface Resident permits Resident.Doubles, Resident.Singles, Halves {
    /**
     * Elements of a block: few enough for several blocks to lie in a processor's second cache, enough for reading ahead to
     * pay: processors guess what is read next within some pages of memory and begin anew in the next array.
     */
    int BLOCK = 1 << 14;

    /** Elements that are read at once; whole blocks. */
    int PIECE = 16 * BLOCK;

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

    /** The type of the elements, as they are stored. */
    DType dtype();

    /** The largest magnitude; NaN or infinite if there is no largest number. */
    double largest();

    /** What no magnitude but 0 is below; 0 if that is not known. */
    double smallest();

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
        public DType dtype() {
            return DType.F64;
        }

        /** Not looked for: nobody asks. */
        @Override
        public double smallest() {
            return 0;
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
     * 32-bit floats. They lie in blocks, so that loops over several ingredients count all their arrays from 0: that is what
     * the JIT compiler needs for vector instructions.
     *
     * @param blocks of {@link #BLOCK} elements, the last one of the rest; not copied
     */
    record Singles(List<float[]> blocks, double smallest, double largest) implements Resident {
        public Singles {
            blocks = List.copyOf(blocks);
        }

        private static Resident of(TensorSource source, String tensor, int count) throws StockpotException {
            var blocks = new ArrayList<float[]>();
            var magnitudes = new MagnitudeRange(Math.min(BLOCK, count));
            ByteBuffer piece = ordered(ByteBuffer.allocateDirect(Math.min(PIECE, count) * Float.BYTES));
            for (int first = 0; first < count; first += PIECE) {
                source.read(tensor, first, piece.clear().limit(Math.min(PIECE, count - first) * Float.BYTES));
                FloatBuffer floats = ordered(piece.flip()).asFloatBuffer();
                IntBuffer bits = piece.asIntBuffer();
                while (floats.hasRemaining()) {
                    var block = new float[Math.min(BLOCK, floats.remaining())];
                    floats.get(block);
                    blocks.add(block);
                    magnitudes.add(bits, block.length);
                }
            }
            return new Singles(blocks, magnitudes.smallest(), magnitudes.largest());
        }

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public void read(long first, ByteBuffer to) {
            FloatBuffer all = ordered(to.slice()).asFloatBuffer();
            floats(first, all);
            to.position(to.limit());
        }

        @Override
        public void floats(long first, FloatBuffer to) {
            for (int next = (int) first; to.hasRemaining(); ) {
                float[] block = blocks.get(next / BLOCK);
                int at = next % BLOCK;
                int length = Math.min(block.length - at, to.remaining());
                to.put(block, at, length);
                next += length;
            }
        }
    }

    private static ByteBuffer ordered(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
}
