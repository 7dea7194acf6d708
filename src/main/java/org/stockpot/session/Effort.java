package org.stockpot.session;

import java.util.Locale;

/**
 * What a search spent on evaluations. A full evaluation is one over all images that
 * the goal looks at.
 *
 * @param fullEvaluations images run through the network, in full evaluations
 * @param stopped evaluations that ended early, their mix being beyond hope
 * @param saved images that these did not run, in full evaluations
 */
public record Effort(double fullEvaluations, int stopped, double saved) {
    /** A sentence for people. */
    @Override
    public String toString() {
        return stopped == 0
                ? "No evaluation was stopped early."
                : String.format(
                        Locale.ROOT,
                        "%,d %s stopped early, which saved the images of %.1f full evaluations.",
                        stopped,
                        stopped == 1 ? "evaluation was" : "evaluations were",
                        saved);
    }
}
