package org.stockpot.search;

import java.util.Locale;
import java.util.Optional;
import org.stockpot.tensor.Told;

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

    /** Why a candidate {0} is in the mix or not, with its score {1} and what it was compared with, {2}. */
    public enum Outcome implements Told.Wording {
        /** The mix began with it. */
        STARTED("{0} is where the mix begins, at {1}"),
        /** The plain average with it scored below τ times the mix's score; it was not searched. */
        SKIPPED(
                "{0} was skipped by the pre-check: the plain average of the mix and it scores {1}, and it is searched from"
                        + " {2} on"),
        /** Searched, and the best mix with it scored below the mix without it. */
        NEAR_MISS("{0} came near but was left out: the best mix with it scores {1}, against {2} without"),
        /** Searched or averaged, and kept. */
        ACCEPTED("{0} was accepted: the mix with it scores {1}, against {2} needed"),
        /** Averaged, and left out because the score fell. */
        REJECTED("{0} was left out: the mix with it scores {1}, against {2} without"),
        /** The joint search of all weights found a better mix. */
        REFINED("{0} improved the mix: it scores {1}, against {2} without"),
        /** The joint search of all weights found nothing better. */
        NOT_REFINED("{0} found nothing better: its best mix scores {1}, against {2} without");

        private final String pattern;

        Outcome(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String family() {
            return "decision";
        }

        @Override
        public String pattern() {
            return pattern;
        }
    }

    /** How sure a decision is. */
    private enum Certainty implements Told.Wording {
        /** A score {0}. */
        ESTIMATED("about {0}"),
        /** A decision {0} by {1} of {2} images. */
        GIVEN_UP("{0}; given up after {1} of {2} images"),
        /** A decision {0}. */
        CHANCE("{0}; the difference is no larger than chance may make it");

        private final String pattern;

        Certainty(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String family() {
            return "certainty";
        }

        @Override
        public String pattern() {
            return pattern;
        }
    }

    /** A sentence for people: what was measured, how sure that is, and what it was compared with. */
    @Override
    public String toString() {
        return sentence(Goal.ACCURACY);
    }

    /** As {@link #toString}, with scores as is usual for what was searched for. */
    public String sentence(Goal goal) {
        return told(goal).toString();
    }

    /** As {@link #sentence}, for other languages. */
    public Told told(Goal goal) {
        String score = goal.format(value()) + interval();
        String limit = goal.format(threshold);
        if (outcome != Outcome.STARTED && result instanceof Score.Estimated estimated) {
            Told about = Told.of(Certainty.ESTIMATED, score);
            return Told.of(
                    Certainty.GIVEN_UP, Told.of(outcome, who(), about, limit), estimated.images(), estimated.of());
        }
        Told told = Told.of(outcome, who(), score, limit);
        boolean chance =
                outcome != Outcome.STARTED && Math.abs(value() - threshold) < NORMAL * noise && value() != threshold;
        return chance ? Told.of(Certainty.CHANCE, told) : told;
    }

    /** The candidate: a name, or where the step concerns all what is told of it. */
    public Object who() {
        Optional<Told> step = ingredient < 0 ? Step.named(candidate) : Optional.empty();
        return step.isPresent() ? step.get() : candidate;
    }

    /** Of 95 %, in percent, such as {@code  [79.1, 80.9]} with a space before it; empty where there is no chance. */
    public String interval() {
        if (noise == 0) {
            return "";
        }
        double most = result instanceof Score.Estimated estimated ? Math.hypot(noise, estimated.error()) : noise;
        return String.format(
                Locale.ROOT,
                " [%.1f, %.1f]",
                100 * Math.max(0, value() - NORMAL * most),
                100 * Math.min(1, value() + NORMAL * most));
    }
}
