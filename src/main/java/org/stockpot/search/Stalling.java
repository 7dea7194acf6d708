package org.stockpot.search;

import java.util.Locale;
import java.util.Optional;

/**
 * Notices that a search gains nothing any more but noise: in so many evaluations the best score has risen by less than its
 * standard error above what it was before them.
 */
final class Stalling {
    private final int patience;
    private double reference = Double.NEGATIVE_INFINITY;
    private double best = Double.NEGATIVE_INFINITY;
    private double noise;
    private int since;

    Stalling(int patience) {
        this.patience = patience;
    }

    /**
     * There is a new best score.
     *
     * @param standardError of the score
     * @param evaluations made by now
     */
    void best(double score, double standardError, int evaluations) {
        best = score;
        noise = standardError;
        if (score > reference + standardError) {
            reference = score;
            since = evaluations;
        }
    }

    /** A sentence if the search should end. */
    Optional<String> reason(int evaluations) {
        if (patience == Integer.MAX_VALUE || evaluations - since < patience) {
            return Optional.empty();
        }
        double gain = best - reference;
        return Optional.of(String.format(
                Locale.ROOT,
                "the last %,d evaluations gained %s, %s",
                evaluations - since,
                gain > 0 ? String.format(Locale.ROOT, "%.2f points", 100 * gain) : "nothing",
                noise > 0
                        ? String.format(Locale.ROOT, "and by chance alone the score is off by %.2f points", 100 * noise)
                        : "so no more is expected"));
    }
}
