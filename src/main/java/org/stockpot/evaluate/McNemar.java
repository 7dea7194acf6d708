package org.stockpot.evaluate;

import java.util.BitSet;
import java.util.List;
import org.hipparchus.special.Beta;

/** The exact test of McNemar (1947): of the images on which two mixes differ, does one win more than half? */
public final class McNemar {
    private McNemar() {}

    /**
     * Compares two mixes on the same images, two-sided.
     *
     * @throws IllegalArgumentException if they have not seen the same images in the same order
     */
    public static PairedComparison exact(Hits first, Hits second) {
        check(first, second);
        int onlyFirst = without(first, second);
        int onlySecond = without(second, first);
        return new PairedComparison(onlyFirst, onlySecond, first.total(), p(onlyFirst, onlySecond));
    }

    /** One test over several sets: their differing images taken together. */
    public static PairedComparison pooled(List<PairedComparison> sets) {
        int onlyFirst = sets.stream().mapToInt(PairedComparison::onlyFirst).sum();
        int onlySecond = sets.stream().mapToInt(PairedComparison::onlySecond).sum();
        int total = sets.stream().mapToInt(PairedComparison::total).sum();
        return new PairedComparison(onlyFirst, onlySecond, total, p(onlyFirst, onlySecond));
    }

    /**
     * One test over several sets: their differing images taken together, without a test of each.
     *
     * @throws IllegalArgumentException as for {@link #exact}
     */
    public static PairedComparison pooled(List<Hits> first, List<Hits> second) {
        int onlyFirst = 0;
        int onlySecond = 0;
        int total = 0;
        for (int set = 0; set < first.size(); set++) {
            check(first.get(set), second.get(set));
            onlyFirst += without(first.get(set), second.get(set));
            onlySecond += without(second.get(set), first.get(set));
            total += first.get(set).total();
        }
        return new PairedComparison(onlyFirst, onlySecond, total, p(onlyFirst, onlySecond));
    }

    private static void check(Hits first, Hits second) {
        if (first.total() != second.total()) {
            throw new IllegalArgumentException(
                    "a paired comparison needs the same images, found " + first.total() + " and " + second.total());
        }
        if (!first.isInOrderOf(second)) {
            throw new IllegalArgumentException(
                    "a paired comparison needs the same order, found " + first.order() + " and " + second.order());
        }
    }

    /**
     * Twice the smaller tail of the binomial distribution with probability ½, at most 1. The tail as an incomplete beta
     * function keeps its digits however small it is; Hipparchus' own distribution takes it from 1.
     */
    static double p(int onlyFirst, int onlySecond) {
        int differing = onlyFirst + onlySecond;
        if (onlyFirst == onlySecond) {
            return 1;
        }
        int fewer = Math.min(onlyFirst, onlySecond);
        return Math.min(1, 2 * Beta.regularizedBeta(0.5, differing - fewer, fewer + 1.0));
    }

    private static int without(Hits some, Hits others) {
        BitSet bits = some.bits();
        bits.andNot(others.bits());
        return bits.cardinality();
    }
}
