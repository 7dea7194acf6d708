package org.stockpot.session;

import java.util.Locale;
import org.stockpot.tensor.Told;

/**
 * What a search spent on evaluations. A full evaluation is one over all images that
 * the goal looks at.
 *
 * @param fullEvaluations images run through the network, in full evaluations
 * @param stopped evaluations that ended early, their mix being beyond hope
 * @param saved images that these did not run, in full evaluations
 */
public record Effort(double fullEvaluations, int stopped, double saved) {
    private enum Wording implements Told.Wording {
        NOTHING_SAVED("No evaluation was stopped early."),
        /** {0} evaluations, which saved {1} full ones. */
        SAVED("{0,choice,1#1 evaluation was|1<{0} evaluations were} stopped early, which saved the images of {1} full"
                + " evaluations.");

        private final String pattern;

        Wording(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String family() {
            return "effort";
        }

        @Override
        public String pattern() {
            return pattern;
        }
    }

    /** A sentence for people. */
    public Told told() {
        return stopped == 0
                ? Told.of(Wording.NOTHING_SAVED)
                : Told.of(Wording.SAVED, stopped, String.format(Locale.ROOT, "%.1f", saved));
    }

    /** The same in English. */
    @Override
    public String toString() {
        return told().toString();
    }
}
