package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.stockpot.tensor.Resident;

/**
 * Tells whether some of many floats are very large or very small, by their bits: those have the order of the magnitudes, and
 * NaN comes last. Not for use by several threads.
 */
final class Extremes {
    private final int[] bits = new int[Resident.BLOCK];
    private final FloatBuffer floats;
    private final IntBuffer ints;

    Extremes() {
        // Floats become bits by way of memory outside of the heap: loops have no vector instruction that does it.
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Resident.BLOCK * Float.BYTES).order(ByteOrder.nativeOrder());
        floats = bytes.asFloatBuffer();
        ints = bytes.asIntBuffer();
    }

    /**
     * Whether there are any among some values, at most a {@linkplain Resident#BLOCK block}.
     *
     * @param most magnitudes above it, infinity and NaN are very large
     * @param least magnitudes below it, but not 0, are very small
     */
    boolean are(float[] values, int from, int to, float most, float least) {
        floats.put(0, values, from, to - from);
        ints.get(0, bits, 0, to - from);
        // Less 1, 0 is the largest of all.
        return signs(bits, Float.floatToRawIntBits(most), Float.floatToRawIntBits(least) - 1, to - from) < 0;
    }

    /** Negative if a difference is: an "or" of differences is three times as fast as a maximum and a minimum. */
    private static int signs(int[] bits, int most, int least, int count) {
        int signs = 0;
        for (int i = 0; i < count; i++) {
            int magnitude = bits[i] & Integer.MAX_VALUE;
            signs |= (most - magnitude) | (((magnitude - 1) & Integer.MAX_VALUE) - least);
        }
        return signs;
    }
}
