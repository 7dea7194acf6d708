package org.stockpot.search;

import java.util.Optional;

/**
 * Which work a search may save. With {@link #NONE}, and an optimiser told to spend its whole budget, a published algorithm
 * runs to the letter.
 *
 * @param memory a mix that was scored is not scored again
 * @param racing how evaluations end early; empty: every evaluation is over all images
 */
public record Savings(boolean memory, Optional<Racing> racing) {
    /** Everything. */
    public static final Savings ALL = new Savings(true, Optional.of(Racing.USUAL));

    /** Nothing. */
    public static final Savings NONE = new Savings(false, Optional.empty());

    public Savings with(Racing other) {
        return new Savings(memory, Optional.of(other));
    }

    public Savings withoutRacing() {
        return new Savings(memory, Optional.empty());
    }

    public Savings withoutMemory() {
        return new Savings(false, racing);
    }
}
