package org.stockpot.search;

import java.util.Locale;
import java.util.Optional;
import org.stockpot.tensor.Told;

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

    /** Why the search should end, if it should. */
    Optional<Told> reason(int evaluations) {
        if (patience == Integer.MAX_VALUE || evaluations - since < patience) {
            return Optional.empty();
        }
        double gain = best - reference;
        int spent = evaluations - since;
        if (noise == 0) {
            return Optional.of(Told.of(StopReason.NOTHING, spent));
        }
        return Optional.of(
                gain > 0
                        ? Told.of(StopReason.NOISE, spent, points(gain), points(noise))
                        : Told.of(StopReason.NOTHING_BUT_NOISE, spent, points(noise)));
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
