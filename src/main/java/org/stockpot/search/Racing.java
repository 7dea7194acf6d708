package org.stockpot.search;

import java.util.Locale;
import org.stockpot.evaluate.Race;

/**
 * When the evaluation of a mix ends early, see {@link Race}.
 *
 * @param errorRate how probably a mix that would have done is thrown away, above 0 and below 1
 * @param leastGain once a candidate has earned its place, gains smaller than this are not looked for; in standard errors of
 *     the score, not negative. An accuracy hardly changes near its best, and whether a mix is one hit better shows
 *     only on the last images
 */
public record Racing(double errorRate, double leastGain) {
    /** A fifth of a standard error: far below what any comparison could tell from chance. */
    public static final double LEAST_GAIN = 0.2;

    /** Unless something else is asked for. */
    public static final Racing USUAL = new Racing(Race.ERROR_RATE, LEAST_GAIN);

    public Racing {
        if (!(errorRate > 0 && errorRate < 1) || !(leastGain >= 0 && leastGain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("error rate " + errorRate + ", least gain " + leastGain);
        }
    }

    /** Such as {@code error rate 0.05, least gain 0.2 standard errors}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "error rate %s, least gain %s standard errors", errorRate, leastGain);
    }
}
