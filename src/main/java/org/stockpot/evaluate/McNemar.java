package org.stockpot.evaluate;

import java.util.BitSet;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/** The exact test of McNemar (1947): of the images on which two mixes differ, does one win more than half? */
public final class McNemar {
    private McNemar() {}

    /**
     * Compares two mixes on the same images, two-sided.
     *
     * @throws IllegalArgumentException if they have not seen equally many images
     */
    public static PairedComparison exact(Hits first, Hits second) {
        if (first.total() != second.total()) {
            throw new IllegalArgumentException(
                    "a paired comparison needs the same images, found " + first.total() + " and " + second.total());
        }
        int onlyFirst = without(first, second);
        int onlySecond = without(second, first);
        return new PairedComparison(onlyFirst, onlySecond, first.total(), p(onlyFirst, onlySecond));
    }

    /** Twice the smaller tail of the binomial distribution with probability ½, at most 1. */
    static double p(int onlyFirst, int onlySecond) {
        int differing = onlyFirst + onlySecond;
        if (onlyFirst == onlySecond) {
            return 1;
        }
        var chance = new BinomialDistribution(differing, 0.5);
        return Math.min(1, 2 * chance.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
    }

    private static int without(Hits some, Hits others) {
        BitSet bits = some.bits();
        bits.andNot(others.bits());
        return bits.cardinality();
    }
}
