package org.stockpot.session;

import org.stockpot.tensor.Told;

/** What is told of images that sets share. */
enum LeakWording implements Told.Wording {
    NONE("No copies between validation, test and OOD sets."),
    /** {0} pairs, {1} of them exact and {2} near. */
    FOUND("{0,choice,1#1 pair|1<{0} pairs} of copies between sets, {1} exact and {2} near."),
    /** Two sets and two counts. */
    SETS("{0} and {1}: {2} exact, {3} near");

    private final String pattern;

    LeakWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "leak";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
