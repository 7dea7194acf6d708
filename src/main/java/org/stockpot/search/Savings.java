package org.stockpot.search;

import java.util.OptionalDouble;
import org.stockpot.evaluate.Race;

/**
 * Which work a search may save. With {@link #NONE}, and an optimiser told to spend its whole budget, a published algorithm
 * runs to the letter.
 *
 * @param memory a mix that was scored is not scored again
 * @param racing error rate of the races that end the evaluation of a mix early, see {@link Race}; empty: every evaluation
 *     is over all images
 */
public record Savings(boolean memory, OptionalDouble racing) {
    /** Everything, at the usual error rate. */
    public static final Savings ALL = new Savings(true, OptionalDouble.of(Race.ERROR_RATE));

    /** Nothing. */
    public static final Savings NONE = new Savings(false, OptionalDouble.empty());

    public Savings {
        if (racing.isPresent() && !(racing.getAsDouble() > 0 && racing.getAsDouble() < 1)) {
            throw new IllegalArgumentException("error rate " + racing.getAsDouble());
        }
    }

    /** With races of this error rate. */
    public Savings withRacing(double errorRate) {
        return new Savings(memory, OptionalDouble.of(errorRate));
    }

    public Savings withoutRacing() {
        return new Savings(memory, OptionalDouble.empty());
    }

    public Savings withoutMemory() {
        return new Savings(false, racing);
    }
}
