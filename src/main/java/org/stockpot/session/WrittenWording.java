package org.stockpot.session;

import org.stockpot.tensor.Told;

/** What is told of a file that was written. */
enum WrittenWording implements Told.Wording {
    /** {0} images of {1} sets. */
    SAME_LOGITS(
            "Saved equals live: on {0} images of {1,choice,1#1 data set|1<{1} data sets} every logit is the same, bit for bit."),
    /** {0} tensors, and why no images were run. */
    SAME_TENSORS("Saved equals live: all {0} tensors are the same, bit for bit (no images were run: {1})."),
    NONE_ASKED("none were asked for"),
    NO_DATA("the session has no data"),
    /** What somebody else says {0}. */
    AS_SAID("{0}"),
    /** A type, a set, a difference, and counts. */
    ROUNDING("Rounding to {0}: {1} {2} points on {3} images ({4} correct, {5} before)."),
    /** {0} statistics on {1} images of a set {2}. */
    BATCH_NORM("Batch norm: {0} statistics measured anew on {1} images of {2}."),
    /** A set, two shares and how they compare. */
    BATCH_NORM_SET("Batch norm: {0} {1} % before, {2} % after, {3}.");

    private final String pattern;

    WrittenWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "written";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
