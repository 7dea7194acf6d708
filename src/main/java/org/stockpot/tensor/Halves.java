package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * A tensor of 16-bit floats in memory. The JIT compiler of JDK 17 has vector instructions for integers, but none that
 * widen them. So two elements share a word of 32 bits, those of the first half of a block with those of its second half:
 * a shift and a mask over all words make 32-bit floats of one half, in their order.
 */
public final class Halves implements Resident {
    /** Elements of a block; the last one may be shorter. */
    public static final int BLOCK = 1 << 10;

    private static final int PIECE = 1 << 18;

    /** Sign, then an exponent of five bits at the low end of eight, then ten bits of the fraction. */
    private static final int HALF = 0x8fffe000;

    private final DType dtype;
    private final int count;
    private final int[] words;

    /** Bits of the largest magnitude; bits of magnitudes have their order, and NaN comes last. */
    private int largest;

    private Halves(DType dtype, int count) {
        this.dtype = dtype;
        this.count = count;
        this.words = new int[count / BLOCK * (BLOCK / 2) + (count % BLOCK + 1) / 2];
    }

    /**
     * Reads a whole tensor.
     *
     * @return empty if it is F16 and some values are NaN or infinite, which a {@link Decoder} could not tell from numbers
     */
    static Optional<Resident> of(TensorSource source, String tensor, DType dtype, int count) throws StockpotException {
        var halves = new Halves(dtype, count);
        var elements = new short[BLOCK];
        for (int first = 0; first < count; first += PIECE) {
            int length = Math.min(PIECE, count - first);
            ShortBuffer piece = source.read(tensor, first, length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            for (int block = first / BLOCK; piece.hasRemaining(); block++) {
                piece.get(elements, 0, Math.min(BLOCK, piece.remaining()));
                halves.pack(block, elements);
            }
        }
        return Double.isFinite(halves.largest()) || dtype == DType.BF16 ? Optional.of(halves) : Optional.empty();
    }

    private void pack(int block, short[] elements) {
        int start = block * (BLOCK / 2);
        int half = half(block);
        for (int i = 0; i < length(block); i++) {
            largest = Math.max(largest, elements[i] & 0x7fff);
        }
        for (int i = 0; i < half; i++) {
            int second = half + i < length(block) ? elements[half + i] << 16 : 0;
            words[start + i] = (elements[i] & 0xffff) | second;
        }
    }

    @Override
    public double largest() {
        return value((short) largest);
    }

    private float value(short element) {
        return dtype == DType.BF16 ? Float.intBitsToFloat(element << 16) : Floats.halfToFloat(element);
    }

    private int length(int block) {
        return Math.min(BLOCK, count - block * BLOCK);
    }

    private int half(int block) {
        return (length(block) + 1) / 2;
    }

    /** What the floats of a {@link Decoder} have to be multiplied by; a power of two. */
    public double scale() {
        return dtype == DType.BF16 ? 1 : 0x1p112;
    }

    private short element(int index) {
        int block = index / BLOCK;
        int at = index % BLOCK;
        int half = half(block);
        int start = block * (BLOCK / 2);
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

    /**
     * Makes 32-bit floats of whole blocks, each an element divided by {@link #scale}: that is exact, and F16's subnormal
     * numbers need no case of their own. Not for use by several threads.
     */
    public static final class Decoder {
        private final int[] packed = new int[BLOCK / 2];
        private final int[] bits = new int[BLOCK / 2];
        private final IntBuffer in;
        private final FloatBuffer out;

        public Decoder() {
            // Bits become floats by way of memory outside of the heap: loops have no vector instruction that does it.
            ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK * Float.BYTES).order(ByteOrder.nativeOrder());
            in = bytes.asIntBuffer();
            out = bytes.asFloatBuffer();
        }

        /**
         * Decodes a block.
         *
         * @param to room for {@link #BLOCK} elements
         */
        public void decode(Halves halves, int block, float[] to) {
            int half = halves.half(block);
            System.arraycopy(halves.words, block * (BLOCK / 2), packed, 0, half);
            if (halves.dtype == DType.BF16) {
                widen(packed, 16, 0, 0xffff0000, bits, half);
                in.put(0, bits, 0, half);
                widen(packed, 0, 0, 0xffff0000, bits, half);
            } else {
                widen(packed, 16, 3, HALF, bits, half);
                in.put(0, bits, 0, half);
                widen(packed, 0, 3, HALF, bits, half);
            }
            in.put(half, bits, 0, half);
            out.get(0, to, 0, halves.length(block));
        }

        /** Arrays from their beginnings only: the compiler cannot know that other parts do not overlap. */
        private static void widen(int[] from, int left, int right, int mask, int[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from[i] << left >> right & mask;
            }
        }
    }
}
