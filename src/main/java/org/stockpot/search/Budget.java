package org.stockpot.search;

import java.time.Duration;

/**
 * How much a search may spend, whichever is used up first.
 *
 * @param evaluations of the objective, at least 1; {@link Integer#MAX_VALUE} is no limit
 * @param time on the wall, positive; looked at before every evaluation but the first
 */
public record Budget(int evaluations, Duration time) {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** No limit: the search ends by itself. */
    public static final Budget UNLIMITED = new Budget(Integer.MAX_VALUE, FOREVER);

    public Budget {
        if (evaluations < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("budget of " + evaluations + " evaluations, " + time);
        }
    }

    public static Budget ofEvaluations(int evaluations) {
        return new Budget(evaluations, FOREVER);
    }

    public Budget withTime(Duration limit) {
        return new Budget(evaluations, limit);
    }
}
