package org.stockpot.session;

import org.stockpot.tensor.Told;

/** What is told of why a mix is as good or bad as it is. */
enum RemarkWording implements Told.Wording {
    /** Of a file {0}, a finding {1}. */
    OF_FILE("{0}: {1}"),
    NOT_MEASURED("Nothing was measured, because the session has no validation data."),
    ADD_VALIDATION("Add a validation set to see barriers between the models."),
    FINE("Nothing that was looked at speaks against this mix."),
    /** Layer groups {0}. */
    UNUSED("No prediction depends on {0}."),
    /** Layer groups {0}. */
    EQUAL("All ingredients agree bit for bit in {0}."),
    INERT("Its weights do nothing; a search leaves them alone."),
    /** Layer groups {0} with a sum {1}. */
    TOO_SMALL(
            "The weights of {0} sum to {1}, and the method does not divide by that, so all values there are too small."),
    /** As above. */
    TOO_LARGE(
            "The weights of {0} sum to {1}, and the method does not divide by that, so all values there are too large."),
    SUM_TO_ONE("Let the weights sum to 1, or take the weighted average."),
    /** {0} layers. */
    BATCH_NORM(
            "The network has {0} batch-norm layers, whose statistics are averaged with the weights; for a mix they are wrong in general (Izmailov et al. 2018, arXiv:1803.05407)."),
    MEASURE_ANEW("Measure them anew on training images when you export, and compare."),
    /** A share {0}, an ingredient {1} and its share {2}. */
    BY_CHANCE(
            "The mix classifies {0} % of the validation images correctly, {1}, the best of its ingredients, {2} %; chance alone explains the difference."),
    /** As above. */
    BETTER(
            "The mix classifies {0} % of the validation images correctly, {1}, the best of its ingredients, {2} %; it is better, and not by chance."),
    /** As above. */
    WORSE(
            "The mix classifies {0} % of the validation images correctly, {1}, the best of its ingredients, {2} %; it is worse, and not by chance."),
    SEE_OTHERS("See the other remarks for a reason; a search keeps only what helps."),
    /** Between two models, with numbers. */
    BARRIER(
            "Between {0} and {1} there is a barrier of {2} points: with {3} % of {1} accuracy is {4} % [{5}, {6}], where the line between the two is at {7} %."),
    /** Between two models, and how far it falls. */
    NO_BARRIER(
            "Between {0} and {1} there is no barrier: no mix of the two falls below the line between them by more than chance may make it (at most {2} points)."),
    /** {0} lines, and how far they fall. */
    NO_BARRIERS(
            "Along {0} lines between two models there is no barrier: no mix falls below its line by more than chance may make it (at most {1} points)."),
    /** Between two models, and why. */
    NO_LINE("There is no line {0} → {1}: {2}"),
    /** A model {0}. */
    TOO_LONG(
            "{0} was probably trained too long or too fast, or not from this base: leave it out, or give it a small weight."),
    APART("Do not mix these two, or only in the layer groups where they agree.");

    private final String pattern;

    RemarkWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "remark";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
