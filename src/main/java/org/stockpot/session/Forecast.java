package org.stockpot.session;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a search will take, told before it starts.
 *
 * @param evaluations at most; empty where that is not known
 * @param each how long one evaluation over all validation images takes, measured
 * @param after how long it takes to measure the result, on all data sets
 * @param limit of the time for the search; empty without one
 * @param fewer whether the search may well need less, because evaluations can end early or mixes be known already
 */
public record Forecast(
        Optional<Long> evaluations, Duration each, Duration after, Optional<Duration> limit, boolean fewer) {

    /** The longest that it can take, as far as that is known. */
    public Optional<Duration> most() {
        Optional<Duration> counted =
                evaluations.map(count -> Duration.ofNanos((long) Math.min(9e18, (double) count * each.toNanos())));
        Optional<Duration> searching = counted.isPresent() && limit.isPresent()
                ? Optional.of(counted.get().compareTo(limit.get()) < 0 ? counted.get() : limit.get())
                : counted.or(() -> limit);
        return searching.map(after::plus);
    }

    /** A sentence for people. */
    @Override
    public String toString() {
        String one = "one evaluation takes about " + text(each);
        if (most().isEmpty()) {
            return "How long it takes is not known: " + one
                    + ", and the method ends by itself; set a budget to be sure.";
        }
        return "At most about " + text(most().get()) + ": " + one
                + evaluations
                        .map(count -> String.format(Locale.ROOT, ", there are at most %,d", count))
                        .orElse("")
                + limit.map(time -> ", the search ends after " + text(time)).orElse("")
                + (fewer ? "; it is usually less, because hopeless evaluations end early." : ".");
    }

    private static String text(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.0f ms", Math.max(1, 1000 * seconds));
        }
        if (seconds < 90) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        if (seconds < 90 * 60) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
