package org.stockpot.tensor;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * The smallest and the largest magnitude of many 32-bit floats, found by their bits: those have the order of the magnitudes,
 * and NaN comes last. Not for use by several threads.
 */
final class MagnitudeRange {
    private final int[] bits;
    private final int[] largest;

    /** Each less 1, so that 0 is the largest of all. */
    private final int[] smallest;

    /** @param most that are added at once */
    MagnitudeRange(int most) {
        bits = new int[most];
        largest = new int[most];
        smallest = new int[most];
        Arrays.fill(smallest, Integer.MAX_VALUE);
    }

    /** Takes the bits of the next floats in. */
    void add(IntBuffer next, int count) {
        next.get(bits, 0, count);
        widen(bits, largest, smallest, count);
    }

    /**
     * Element by element, without a maximum: both would keep the JIT compiler of JDK 17 from vector instructions. No
     * difference overflows, for none of the numbers is negative.
     */
    private static void widen(int[] bits, int[] largest, int[] smallest, int count) {
        for (int i = 0; i < count; i++) {
            int magnitude = bits[i] & Integer.MAX_VALUE;
            int above = largest[i] - magnitude;
            largest[i] -= above & (above >> 31);
            int below = ((magnitude - 1) & Integer.MAX_VALUE) - smallest[i];
            smallest[i] += below & (below >> 31);
        }
    }

    /** NaN if there is one; 0 if there are no floats. */
    float largest() {
        return Float.intBitsToFloat(Arrays.stream(largest).max().orElse(0));
    }

    /** What no magnitude but 0 is below; infinite if there are none but 0. */
    double smallest() {
        int least = Arrays.stream(smallest).min().orElse(Integer.MAX_VALUE);
        return least == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : Float.intBitsToFloat(least + 1);
    }
}
