package org.stockpot.search;

import java.util.Locale;

/**
 * What a search decided about one candidate, and by which numbers.
 *
 * @param candidate name of the ingredient, or of the step where it concerns all
 * @param ingredient row of the candidate, or −1 where the step concerns all
 * @param result the score that was compared; only candidates that are left out may have an estimate
 * @param threshold what it was compared with
 */
public record Decision(String candidate, int ingredient, Outcome outcome, Score result, double threshold) {
    /** By a score over all images. */
    Decision(String candidate, int ingredient, Outcome outcome, double value, double threshold) {
        this(candidate, ingredient, outcome, new Score.Whole(value), threshold);
    }

    /** The score, or what is guessed to be the score. */
    public double value() {
        return result.value();
    }

    /** Why a candidate is in the mix or not. */
    public enum Outcome {
        /** The mix began with it. */
        STARTED("is where the mix begins"),
        /** The plain average with it scored below τ times the mix's score; it was not searched. */
        SKIPPED("was skipped by the pre-check"),
        /** Searched, and the best mix with it scored below the mix without it. */
        NEAR_MISS("came near but was left out"),
        /** Searched or averaged, and kept. */
        ACCEPTED("was accepted"),
        /** Averaged, and left out because the score fell. */
        REJECTED("was left out"),
        /** The joint search of all weights found a better mix. */
        REFINED("improved the mix"),
        /** The joint search of all weights found nothing better. */
        NOT_REFINED("found nothing better");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    /** A sentence for people, scores in percent. */
    @Override
    public String toString() {
        return sentence(Goal.ACCURACY);
    }

    /** A sentence for people, scores as is usual for what was searched for. */
    public String sentence(Goal goal) {
        if (outcome == Outcome.STARTED) {
            return candidate + " " + outcome.words + ", at " + goal.format(value());
        }
        String numbers = goal.format(value()) + " against " + goal.format(threshold);
        if (result instanceof Score.Estimated estimated) {
            numbers = String.format(
                    Locale.ROOT,
                    "about %s, given up after %,d of %,d images",
                    numbers,
                    estimated.images(),
                    estimated.of());
        }
        return candidate + " " + outcome.words + ": " + numbers;
    }
}
