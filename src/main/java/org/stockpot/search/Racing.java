package org.stockpot.search;

import java.util.Locale;
import org.stockpot.evaluate.Race;

/**
 * When the evaluation of a mix ends early, see {@link Race}.
 *
 * @param errorRate how probably a mix that would have done is thrown away, above 0 and below 1
 * @param leastGain once a candidate has earned its place, gains smaller than this are not looked for; in standard errors of
 *     the score, not negative; 0 looks for any gain, and lets a mix that scores the same lose
 */
public record Racing(double errorRate, double leastGain) {
    /** Any gain: on hard images, which come first, one image more shows as soon as several. */
    public static final double LEAST_GAIN = 0;

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
