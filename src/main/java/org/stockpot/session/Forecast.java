package org.stockpot.session;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.tensor.Told;

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

    private enum Wording implements Told.Wording {
        /** An evaluation takes {0}. */
        UNKNOWN(
                "How long it takes is not known: one evaluation takes about {0}, and the method ends by itself; set a budget"
                        + " to be sure."),
        /** All together takes {0}, because of {1}. */
        MOST("At most about {0}: {1}."),
        /** As above, and probably less. */
        USUALLY_LESS("At most about {0}: {1}; it is usually less, because hopeless evaluations end early."),
        /** An evaluation takes {0}. */
        EACH("one evaluation takes about {0}"),
        /** As above, there are {1}. */
        EACH_COUNTED("one evaluation takes about {0}, there are at most {1}"),
        /** As above, the time is {1}. */
        EACH_TIMED("one evaluation takes about {0}, the search ends after {1}"),
        /** As above, there are {1}, and the time is {2}. */
        EACH_COUNTED_TIMED("one evaluation takes about {0}, there are at most {1}, the search ends after {2}");

        private final String pattern;

        Wording(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String family() {
            return "forecast";
        }

        @Override
        public String pattern() {
            return pattern;
        }
    }

    /** A sentence for people. */
    public Told told() {
        if (most().isEmpty()) {
            return Told.of(Wording.UNKNOWN, text(each));
        }
        return Told.of(fewer ? Wording.USUALLY_LESS : Wording.MOST, text(most().get()), why());
    }

    private Told why() {
        Optional<String> time = limit.map(Forecast::text);
        if (evaluations.isEmpty()) {
            return time.isEmpty()
                    ? Told.of(Wording.EACH, text(each))
                    : Told.of(Wording.EACH_TIMED, text(each), time.get());
        }
        return time.isEmpty()
                ? Told.of(Wording.EACH_COUNTED, text(each), evaluations.get())
                : Told.of(Wording.EACH_COUNTED_TIMED, text(each), evaluations.get(), time.get());
    }

    /** The same in English. */
    @Override
    public String toString() {
        return told().toString();
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
