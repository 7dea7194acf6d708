package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells ingredients that were finetuned from the same base from those that were not.
 *
 * <p>Two rules, either is enough. <b>Direction</b>: the cosine of the ingredient's weights and the base's is below
 * {@value #LOWEST_COSINE}. Finetuning moves weights by a fraction of their own length, which keeps the cosine near 1
 * (above 0.87 for a move of half the length); in as many dimensions as a network has, independent initialisations have a
 * cosine near 0. <b>Distance</b>: with at least {@value #FEWEST} ingredients, the logarithm of ‖θ − θ₀‖ / ‖θ₀‖ exceeds
 * the median by more than {@value #DEVIATIONS} robust standard deviations (1.4826 × the median absolute deviation) and
 * by more than the factor {@value #FACTOR}; 3.5 is the limit of Iglewicz and Hoaglin, How to Detect and Handle Outliers,
 * 1993, for their modified z-score. Logarithms, because learning rates and lengths of training vary by factors;
 * the factor, because ingredients of one recipe can be so alike that the deviation is almost 0.
 */
public final class Family {
    static final double LOWEST_COSINE = 0.5;
    static final int FEWEST = 4;
    static final double DEVIATIONS = 3.5;
    static final double FACTOR = 5;

    private static final double NORMAL = 1.4826;

    private Family() {}

    /** Indices of those that do not belong; relations without numbers (nothing to compare) are not judged. */
    public static Set<Integer> strangers(List<Relation> relations) {
        var strangers = new TreeSet<Integer>();
        double[] logs = relations.stream()
                .mapToDouble(Relation::relativeL2)
                .filter(distance -> distance > 0 && Double.isFinite(distance))
                .map(Math::log)
                .toArray();
        double limit = limit(logs);
        for (int index = 0; index < relations.size(); index++) {
            Relation one = relations.get(index);
            if (one.cosine() < LOWEST_COSINE || Math.log(one.relativeL2()) > limit) {
                strangers.add(index);
            }
        }
        return strangers;
    }

    private static double limit(double[] logs) {
        if (logs.length < FEWEST) {
            return Double.POSITIVE_INFINITY;
        }
        double median = median(logs);
        double deviation = NORMAL
                * median(Arrays.stream(logs).map(log -> Math.abs(log - median)).toArray());
        return median + Math.max(DEVIATIONS * deviation, Math.log(FACTOR));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
