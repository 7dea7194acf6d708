package org.stockpot.fuse;

/** Drops elements of a difference. Pure: whichever range is asked for, an element has the same fate. */
@FunctionalInterface
interface Sieve {
    /**
     * Sets to 0 what is dropped, and scales the rest if that belongs to it.
     *
     * @param differences the first {@code count} are those from element {@code first} of the tensor on
     */
    void sift(double[] differences, long first, int count);

    /** The value where a number is negative, otherwise 0: without a branch, for those could not be foreseen. */
    static double kept(double value, long ifNegative) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & ifNegative >> 63);
    }
}
