package org.stockpot.search;

import java.util.Locale;

/**
 * What a search decided about one candidate, and by which numbers.
 *
 * @param candidate name of the ingredient, or of the step where it concerns all
 * @param ingredient row of the candidate, or −1 where the step concerns all
 * @param result the score that was compared; only candidates that are left out may have an estimate
 * @param threshold what it was compared with
 * @param noise standard error of the score; 0 where it is not subject to chance
 */
public record Decision(
        String candidate, int ingredient, Outcome outcome, Score result, double threshold, double noise) {
    private static final double NORMAL = 1.96;

    /** By a score that is not subject to chance. */
    Decision(String candidate, int ingredient, Outcome outcome, Score result, double threshold) {
        this(candidate, ingredient, outcome, result, threshold, 0);
    }

    /** By a score over all images that is not subject to chance. */
    Decision(String candidate, int ingredient, Outcome outcome, double value, double threshold) {
        this(candidate, ingredient, outcome, new Score.Whole(value), threshold);
    }

    /** The score, or what is guessed to be the score. */
    public double value() {
        return result.value();
    }

    /** The same, the score being subject to chance. */
    Decision within(double standardError) {
        return new Decision(candidate, ingredient, outcome, result, threshold, standardError);
    }

    /** Why a candidate is in the mix or not. */
    public enum Outcome {
        /** The mix began with it. */
        STARTED("is where the mix begins"),
        /** The plain average with it scored below τ times the mix's score; it was not searched. */
        SKIPPED("was skipped by the pre-check: the plain average of the mix and it"),
        /** Searched, and the best mix with it scored below the mix without it. */
        NEAR_MISS("came near but was left out: the best mix with it"),
        /** Searched or averaged, and kept. */
        ACCEPTED("was accepted: the mix with it"),
        /** Averaged, and left out because the score fell. */
        REJECTED("was left out: the mix with it"),
        /** The joint search of all weights found a better mix. */
        REFINED("improved the mix: it"),
        /** The joint search of all weights found nothing better. */
        NOT_REFINED("found nothing better: its best mix");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    /** A sentence for people: what was measured, how sure that is, and what it was compared with. */
    @Override
    public String toString() {
        return sentence(Goal.ACCURACY);
    }

    /** As {@link #toString}, with scores as is usual for what was searched for. */
    public String sentence(Goal goal) {
        String score = goal.format(value());
        if (outcome == Outcome.STARTED) {
            return candidate + " " + outcome.words + ", at " + score + interval();
        }
        String limit = goal.format(threshold);
        String against = outcome == Outcome.SKIPPED
                ? ", and it is searched from " + limit + " on"
                : ", against " + limit + (outcome == Outcome.ACCEPTED ? " needed" : " without");
        if (result instanceof Score.Estimated estimated) {
            return String.format(
                    Locale.ROOT,
                    "%s %s scores about %s%s%s; given up after %,d of %,d images",
                    candidate,
                    outcome.words,
                    score,
                    interval(),
                    against,
                    estimated.images(),
                    estimated.of());
        }
        return candidate + " " + outcome.words + " scores " + score + interval() + against
                + (Math.abs(value() - threshold) < NORMAL * noise && value() != threshold
                        ? "; the difference is no larger than chance may make it"
                        : "");
    }

    /** Of 95 %, in percent, such as {@code  [79.1, 80.9]} with a space before it; empty where there is no chance. */
    public String interval() {
        if (noise == 0) {
            return "";
        }
        double most = result instanceof Score.Estimated estimated
                ? noise * Math.sqrt((double) estimated.of() / Math.max(1, estimated.images()))
                : noise;
        return String.format(
                Locale.ROOT,
                " [%.1f, %.1f]",
                100 * Math.max(0, value() - NORMAL * most),
                100 * Math.min(1, value() + NORMAL * most));
    }
}
