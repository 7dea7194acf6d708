package org.stockpot.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.stockpot.data.Role;

/**
 * Result of one mix on one data set: for top-1 counts, not rates, so that it can always say how sure it is.
 *
 * @param set name of the data set
 * @param hits which of the images seen so far were classified correctly; an unfinished evaluation has seen fewer than
 *     the set holds
 * @param crossEntropy mean over the images seen of −ln p, p being the softmax share of what is right for the image among
 *     the classes of the set, of all that are right together where several are; empty before the first image, and where
 *     an older program measured
 */
public record Evaluation(String set, Role role, Hits hits, OptionalDouble crossEntropy) {
    /** Hits of which no cross-entropy is known. */
    public Evaluation(String set, Role role, Hits hits) {
        this(set, role, hits, OptionalDouble.empty());
    }

    /** The same result under another name of the set. */
    public Evaluation named(String name) {
        return new Evaluation(name, role, hits, crossEntropy);
    }

    /** Those of several sets. */
    public static List<Hits> hits(List<Evaluation> evaluations) {
        return evaluations.stream().map(Evaluation::hits).toList();
    }

    public int correct() {
        return hits.correct();
    }

    public int total() {
        return hits.total();
    }

    /** Share classified correctly, 0…1; NaN before the first image. */
    public double accuracy() {
        return (double) correct() / total();
    }

    /** 95 % Wilson score interval of {@link #accuracy()}. */
    public Interval interval() {
        return Interval.wilson(correct(), total());
    }

    /** Such as {@code 83.05 % [82.6, 83.5], n = 26,000}. */
    @Override
    public String toString() {
        Interval interval = interval();
        return String.format(
                Locale.ROOT,
                "%.2f %% [%.1f, %.1f], n = %,d",
                100 * accuracy(),
                100 * interval.low(),
                100 * interval.high(),
                total());
    }
}
