package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * A tensor of 16-bit floats in memory. The JIT compiler of JDK 17 has vector instructions for integers, but none that
 * widen them. So two elements share a word of 32 bits, those of the first half of a run with those of its second half:
 * a shift and a mask over all words make 32-bit floats of one half, in their order.
 */
public final class Halves implements Resident {
    /** Elements that are packed together; the last ones may be fewer. What is decoded at once stays in the first cache. */
    public static final int RUN = 1 << 10;

    /** Sign, then an exponent of five bits at the low end of eight, then ten bits of the fraction. */
    private static final int HALF = 0x8fffe000;

    /** The exponents' biases are 15 and 127; the product is exact, and subnormal numbers need no case of their own. */
    private static final float SCALE = 0x1p112f;

    /**
     * How the upper 16 bits of a word become a 32-bit float: shifted to the right with their sign, masked, and as a float
     * multiplied.
     */
    public record Unpacking(int shift, int mask, float scale) {
        static final Unpacking F16 = new Unpacking(3, HALF, SCALE);
        static final Unpacking BF16 = new Unpacking(0, 0xffff0000, 1);
    }

    private final DType dtype;
    private final int count;
    private final int[] words;

    /** Bits of the largest magnitude; bits of magnitudes have their order, and NaN comes last. */
    private int largest;

    /** Bits of the smallest magnitude above 0, less 1. */
    private int smallest = Integer.MAX_VALUE;

    private Halves(DType dtype, int count) {
        this.dtype = dtype;
        this.count = count;
        this.words = new int[count / RUN * (RUN / 2) + (count % RUN + 1) / 2];
    }

    /**
     * Reads a whole tensor.
     *
     * @return empty if it is F16 and some values are NaN or infinite, which a {@link Decoder} could not tell from numbers
     */
    static Optional<Resident> of(TensorSource source, String tensor, DType dtype, int count) throws StockpotException {
        var halves = new Halves(dtype, count);
        var elements = new short[RUN];
        for (int first = 0; first < count; first += PIECE) {
            int length = Math.min(PIECE, count - first);
            ShortBuffer piece = source.read(tensor, first, length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            for (int run = first / RUN; piece.hasRemaining(); run++) {
                piece.get(elements, 0, Math.min(RUN, piece.remaining()));
                halves.pack(run, elements);
            }
        }
        return Double.isFinite(halves.largest()) || dtype == DType.BF16 ? Optional.of(halves) : Optional.empty();
    }

    private void pack(int run, short[] elements) {
        int start = run * (RUN / 2);
        int half = half(run);
        for (int i = 0; i < length(run); i++) {
            largest = Math.max(largest, elements[i] & 0x7fff);
            // Less 1, 0 is the largest of all.
            smallest = Math.min(smallest, ((elements[i] & 0x7fff) - 1) & Integer.MAX_VALUE);
        }
        for (int i = 0; i < half; i++) {
            int second = half + i < length(run) ? elements[half + i] << 16 : 0;
            words[start + i] = (elements[i] & 0xffff) | second;
        }
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public double largest() {
        return value((short) largest);
    }

    @Override
    public double smallest() {
        return smallest == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : value((short) (smallest + 1));
    }

    private float value(short element) {
        return dtype == DType.BF16 ? Float.intBitsToFloat(element << 16) : Floats.halfToFloat(element);
    }

    /** How elements become 32-bit floats. */
    public Unpacking unpacking() {
        return dtype == DType.BF16 ? Unpacking.BF16 : Unpacking.F16;
    }

    /** The words of all runs, each {@link #half} of a run from {@code run · RUN / 2} on; not a copy, and not to be changed. */
    public int[] words() {
        return words;
    }

    /** Elements of a run, at least 1; no more than 0 behind the last one. */
    public int length(int run) {
        return Math.min(RUN, count - run * RUN);
    }

    /** Words of a run: in their lower halves so many elements from its first on, in their upper ones the rest. */
    public int half(int run) {
        return (length(run) + 1) / 2;
    }

    private short element(int index) {
        int run = index / RUN;
        int at = index % RUN;
        int half = half(run);
        int start = run * (RUN / 2);
        return (short) (at < half ? words[start + at] : words[start + at - half] >>> 16);
    }

    @Override
    public void read(long first, ByteBuffer to) {
        ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
        for (int index = (int) first; out.hasRemaining(); index++) {
            out.putShort(element(index));
        }
    }

    @Override
    public void floats(long first, FloatBuffer to) {
        for (int index = (int) first; to.hasRemaining(); index++) {
            to.put(value(element(index)));
        }
    }

    /** Makes 32-bit floats of whole {@linkplain Resident#BLOCK blocks}. Not for use by several threads. */
    public static final class Decoder {
        private final int[] packed = new int[RUN / 2];
        private final int[] bits = new int[RUN / 2];
        private final float[] values = new float[RUN];
        private final IntBuffer in;
        private final FloatBuffer out;

        public Decoder() {
            // Bits become floats by way of memory outside of the heap: loops have no vector instruction that does it.
            ByteBuffer bytes = ByteBuffer.allocateDirect(RUN * Float.BYTES).order(ByteOrder.nativeOrder());
            in = bytes.asIntBuffer();
            out = bytes.asFloatBuffer();
        }

        /**
         * Decodes a block.
         *
         * @param to room for {@link Resident#BLOCK} elements
         */
        public void decode(Halves halves, int block, float[] to) {
            int first = block * (BLOCK / RUN);
            int end = Math.min(first + BLOCK / RUN, (halves.count + RUN - 1) / RUN);
            for (int run = first; run < end; run++) {
                int length = halves.length(run);
                int at = (run - first) * RUN;
                widen(halves, run);
                if (halves.dtype == DType.BF16) {
                    out.get(0, to, at, length);
                } else {
                    // Now, for numbers as small as subnormal ones of F16 still are slow down all that is done with
                    // them.
                    out.get(0, values, 0, length);
                    multiply(values, SCALE, length);
                    System.arraycopy(values, 0, to, at, length);
                }
            }
        }

        private void widen(Halves halves, int run) {
            int half = halves.half(run);
            System.arraycopy(halves.words, run * (RUN / 2), packed, 0, half);
            Unpacking unpacking = halves.unpacking();
            widen(packed, 16, unpacking.shift(), unpacking.mask(), bits, half);
            in.put(0, bits, 0, half);
            widen(packed, 0, unpacking.shift(), unpacking.mask(), bits, half);
            in.put(half, bits, 0, half);
        }

        /** Arrays from their beginnings only: the compiler cannot know that other parts do not overlap. */
        private static void widen(int[] from, int left, int right, int mask, int[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from[i] << left >> right & mask;
            }
        }

        private static void multiply(float[] values, float by, int count) {
            for (int i = 0; i < count; i++) {
                values[i] *= by;
            }
        }
    }
}
