package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Rounds finite 32-bit floats to those that a 16-bit type has, as {@link Floats#round} does, in loops that the JIT compiler
 * makes vector instructions of. Not for use by several threads.
 */
public final class HalfRounding {
    /** What is rounded at once stays in the first cache. */
    private static final int RUN = 1 << 10;

    private static final int SIGN = 0x80000000;

    /** Bits of the smallest normal number of F16, 2⁻¹⁴. */
    private static final int NORMAL = 0x38800000;

    private final float[] run = new float[RUN];
    private final float[] small = new float[RUN];
    private final int[] bits = new int[RUN];
    private final int[] smallBits = new int[RUN];
    private final FloatBuffer floats;
    private final IntBuffer ints;

    public HalfRounding() {
        // Floats become bits by way of memory outside of the heap: loops have no vector instruction that does it.
        ByteBuffer bytes = ByteBuffer.allocateDirect(RUN * Float.BYTES).order(ByteOrder.nativeOrder());
        floats = bytes.asFloatBuffer();
        ints = bytes.asIntBuffer();
    }

    /**
     * Rounds the first {@code count} values.
     *
     * @param dtype F16 or BF16
     * @param values finite, and no larger than the largest number of the type
     */
    public void round(DType dtype, float[] values, int count) {
        for (int done = 0; done < count; done += RUN) {
            int length = Math.min(RUN, count - done);
            floats.put(0, values, done, length);
            ints.get(0, bits, 0, length);
            if (dtype == DType.F16) {
                System.arraycopy(values, done, run, 0, length);
                toSubnormal(run, small, length);
                floats.put(0, small, 0, length);
                ints.get(0, smallBits, 0, length);
                toF16(bits, smallBits, length);
            } else {
                toBf16(bits, length);
            }
            ints.put(0, bits, 0, length);
            floats.get(0, values, done, length);
        }
    }

    /** Rounds to multiples of 2⁻²⁴, the distance of floats between 1/2 and 1. */
    private static void toSubnormal(float[] from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (from[i] + 0.75f) - 0.75f;
        }
    }

    private static void toF16(int[] bits, int[] small, int count) {
        for (int i = 0; i < count; i++) {
            int whole = bits[i];
            int isSmall = ((whole & Integer.MAX_VALUE) - NORMAL) >> 31;
            int rounded = whole + 0xfff + (whole >>> 13 & 1) & ~0x1fff;
            bits[i] = (rounded & ~isSmall) | ((small[i] | (whole & SIGN)) & isSmall);
        }
    }

    private static void toBf16(int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = bits[i] + 0x7fff + (bits[i] >>> 16 & 1) & ~0xffff;
        }
    }
}
