package org.stockpot.session;

import org.stockpot.data.DataRef;
import org.stockpot.data.Match;

/**
 * An image that two sets share.
 *
 * @param first the set that is searched, where one of the two is
 * @param second a set that is reported
 * @param match numbers of the images in the sets, counted as in {@link DataRef#without}
 */
public record Leak(DataRef first, DataRef second, Match match) {
    /** Such as {@code validation 17 = sketch 240 (exact copy)}. */
    @Override
    public String toString() {
        return first.name() + " " + match.first() + " = " + second.name() + " " + match.second() + " (" + match.words()
                + ")";
    }
}
