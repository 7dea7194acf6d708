package org.stockpot.fuse;

import org.stockpot.tensor.DType;

/**
 * Looks for sums that are not beyond doubt: those that the stored type has no number for, and those so small that a part of
 * them may have underflowed.
 */
final class Doubts {
    /** Where products of 32-bit floats that underflowed may have changed a sum by more than its last bit. */
    private static final float TINY = 0x1p-100f;

    /** The largest float that is rounded to a number, not to infinity. */
    private final float most;

    private final boolean checks;
    private final Extremes extremes;

    /**
     * @param dtype that sums are rounded to
     * @param extremes nobody else's while this is in use
     */
    Doubts(DType dtype, Portions portions, Extremes extremes) {
        this.most = switch (dtype) {
            case F16 -> Math.nextDown(65520f);
            case BF16 -> Math.nextDown(0x1.ffp127f);
            default -> Float.MAX_VALUE;
        };
        this.checks = !(portions.bound() < limit(dtype) && portions.floor() >= TINY);
        this.extremes = extremes;
    }

    /** Below it no sum overflows a type. */
    static double limit(DType dtype) {
        // The magnitudes of Sums are four times as large as any sum, and floats end at 3.4e38.
        return dtype == DType.F16 ? 65000 : 5e37;
    }

    /** Whether there is anything to be doubted. */
    boolean any(float[] sums, int from, int to) {
        return checks && extremes.are(sums, from, to, most, TINY);
    }

    /** Whether one is to be doubted. */
    boolean about(float sum) {
        return isTooLarge(sum) || (Math.abs(sum) < TINY && sum != 0);
    }

    /** Whether the stored type has infinity or NaN for it. */
    boolean isTooLarge(float sum) {
        return !(Math.abs(sum) <= most);
    }
}
