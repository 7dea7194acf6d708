package org.stockpot.session;

import org.stockpot.tensor.Told;

/** What is told of a mix. */
enum MixWording implements Told.Wording {
    /** In layer groups {0} there are {1}. */
    LINE("{0}: {1}"),
    /** All layer groups, however many. */
    EVERYWHERE("all groups"),
    /** All {0} layer groups. */
    ALL("all {0} groups"),
    /** The groups {0}, and {1} more. */
    SOME("{0} and {1} more"),
    BASE("the base model"),
    NOTHING("nothing"),
    /** Terms {0} with the sum {1}. */
    SUM("{0} ({1} in all)"),
    /** Terms {0}, fused by the method with an id {1}. */
    BY("{0}, by {1}");

    private final String pattern;

    MixWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "mix";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
