package org.stockpot.search;

import java.time.Duration;

/**
 * How much a search may spend, whichever is used up first.
 *
 * @param evaluations of the objective, at least 1; {@link Integer#MAX_VALUE} is no limit
 * @param time of work, positive; looked at before every evaluation but the first
 * @param patience the search ends when the best score has gained less than its standard error in so many evaluations, at
 *     least 1; {@link Integer#MAX_VALUE} is never. At least as many evaluations as there are ingredients are waited for
 */
public record Budget(int evaluations, Duration time, int patience) {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** No limit: the search ends by itself. */
    public static final Budget UNLIMITED = new Budget(Integer.MAX_VALUE, FOREVER);

    public Budget {
        if (evaluations < 1 || time.isNegative() || time.isZero() || patience < 1) {
            throw new IllegalArgumentException(
                    "budget of " + evaluations + " evaluations, " + time + ", patience " + patience);
        }
    }

    /** Nothing but these two limits. */
    public Budget(int evaluations, Duration time) {
        this(evaluations, time, Integer.MAX_VALUE);
    }

    public static Budget ofEvaluations(int evaluations) {
        return new Budget(evaluations, FOREVER);
    }

    /** With this limit of evaluations. */
    public Budget withEvaluations(int limit) {
        return new Budget(limit, time, patience);
    }

    /** Until the gain of so many evaluations stays inside the noise. */
    public Budget withPatience(int limit) {
        return new Budget(evaluations, time, limit);
    }

    public boolean isTimed() {
        return time.compareTo(FOREVER) < 0;
    }

    public Budget withTime(Duration limit) {
        return new Budget(evaluations, limit, patience);
    }
}
