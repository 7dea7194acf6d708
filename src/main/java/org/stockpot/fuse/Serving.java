package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.HalfRounding;
import org.stockpot.tensor.Resident;

/**
 * Rounds sums to the type in which they are stored, hands them out, and looks for such as may be wrong. Not for use by
 * several threads.
 */
final class Serving {
    /** Where products of 32-bit floats that underflowed may have changed a sum by more than its last bit. */
    private static final float TINY = 0x1p-100f;

    private final DType dtype;
    private final boolean checksLargest;
    private final boolean checksSmallest;

    /** Bits of the largest float that is rounded to a number, not to infinity. */
    private final int most;

    private final HalfRounding rounding;
    private float[] values = {};
    private boolean suspicious;

    /**
     * @param bound what no sum exceeds; NaN or infinite where nothing is known
     * @param floor what no part of a sum but 0 is below; 0 where nothing is known
     * @param rounding nobody else's while this is in use
     */
    Serving(DType dtype, double bound, double floor, HalfRounding rounding) {
        this.dtype = dtype;
        this.rounding = rounding;
        this.checksLargest = !(bound
                < switch (dtype) {
                    case F16 -> 65000;
                    case F64 -> 1e308;
                    default -> 3e38;
                });
        this.checksSmallest = !(floor >= TINY);
        this.most = Float.floatToRawIntBits(
                switch (dtype) {
                    case F16 -> Math.nextDown(65520f);
                    case BF16 -> Math.nextDown(0x1.ffp127f);
                    default -> Float.MAX_VALUE;
                });
    }

    /** Hands out sums as they are stored. */
    void bytes(float[] sums, int from, int to, ByteBuffer out) {
        look(sums, from, to);
        Floats.encode(dtype, sums, from, to - from, out);
    }

    /** Hands out sums as 32-bit floats, rounded to the stored type first. */
    void floats(float[] sums, int from, int to, FloatBuffer out) {
        look(sums, from, to);
        if (dtype == DType.F16 || dtype == DType.BF16) {
            // What is not finite comes again as 64-bit floats.
            rounding.round(dtype, sums, to);
        }
        out.put(sums, from, to - from);
    }

    /** As {@link #bytes(float[], int, int, ByteBuffer)}. */
    void bytes(double[] sums, int from, int to, ByteBuffer out) {
        if (dtype != DType.F64) {
            Floats.encode(dtype, narrowed(sums, from, to), from, to - from, out);
            return;
        }
        look(sums, from, to);
        for (int i = from; i < to; i++) {
            out.putDouble(sums[i]);
        }
    }

    /** As {@link #floats(float[], int, int, FloatBuffer)}. */
    void floats(double[] sums, int from, int to, FloatBuffer out) {
        float[] narrow = narrowed(sums, from, to);
        if (dtype == DType.F64) {
            look(sums, from, to);
        } else {
            Floats.round(dtype, narrow, to);
        }
        out.put(narrow, from, to - from);
    }

    /** Rounded from 64 bits, so however small they are they are right. */
    private float[] narrowed(double[] sums, int from, int to) {
        if (values.length == 0) {
            values = new float[Resident.BLOCK];
        }
        WideSums.narrow(sums, values, to);
        if (dtype != DType.F64 && checksLargest) {
            lookForLargest(values, from, to);
        }
        return values;
    }

    private void look(float[] sums, int from, int to) {
        if (checksLargest) {
            lookForLargest(sums, from, to);
        }
        if (checksSmallest) {
            lookForSmallest(sums, from, to);
        }
    }

    /** Bits of magnitudes have the order of magnitudes, and NaN comes last. */
    private void lookForLargest(float[] sums, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(sums[i]) & Integer.MAX_VALUE);
        }
        suspicious |= largest > most;
    }

    private void lookForSmallest(float[] sums, int from, int to) {
        int smallest = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            // Less 1, 0 is the largest of all.
            smallest = Math.min(smallest, (Float.floatToRawIntBits(sums[i]) - 1) & Integer.MAX_VALUE);
        }
        suspicious |= smallest < Float.floatToRawIntBits(TINY) - 1;
    }

    private void look(double[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            suspicious |= checksLargest && !Double.isFinite(sums[i]);
        }
    }

    /** Whether something that was handed out may be NaN, infinite or not exact; if not, nothing is. */
    boolean isSuspicious() {
        return suspicious;
    }
}
