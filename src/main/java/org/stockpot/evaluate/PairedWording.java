package org.stockpot.evaluate;

import org.stockpot.tensor.Told;

/** What is told of two mixes on the same images. */
enum PairedWording implements Told.Wording {
    /** A difference, counts and a probability. */
    DIFFERENT("{0} points ({1} better, {2} worse of {3}), p = {4}"),
    /** As above. */
    NOISE("{0} points ({1} better, {2} worse of {3}), p = {4}, within the noise");

    private final String pattern;

    PairedWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "paired";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
