package org.stockpot.data;

/**
 * Random numbers as a pure function of a seed and a position, so that an image's noise depends on nothing else.
 * SplitMix64's finaliser (Steele, Lea and Flood 2014); {@code StrictMath}, so that all machines agree.
 */
final class Noise {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Noise() {}

    static long bits(long seed, long position) {
        return mix(mix(seed + GOLDEN) + GOLDEN * (position + 1));
    }

    /** In 0 (included) … 1 (excluded). */
    static double uniform(long seed, long position) {
        return (bits(seed, position) >>> 11) * 0x1p-53;
    }

    /** Standard normal (Box and Muller 1958). */
    static double normal(long seed, long position) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(seed, 2 * position)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(seed, 2 * position + 1));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
