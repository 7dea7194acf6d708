package org.stockpot.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How long a job will still take, by how fast it has gone of late: its first steps (loading, decoding) are forgotten as
 * soon as there are newer ones. By a clock that is expected not to go back; if it does, nothing negative comes out.
 */
public final class Pace {
    private static final long WINDOW_NANOS = 20_000_000_000L;
    private static final long LEAST_NANOS = 1_000_000_000L;
    private static final int WINDOW_STEPS = 20;
    private static final int LEAST_STEPS = 3;

    private final LongSupplier nanos;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private long total;

    /** By then so much was done. */
    private record Moment(long at, long done) {}

    public Pace() {
        this(System::nanoTime);
    }

    /** @param nanos a monotonic clock */
    public Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes note of how far the job is now. */
    public void at(Progress progress) {
        long now = nanos.getAsLong();
        Moment last = moments.peekLast();
        if (last != null && (progress.total() != total || progress.done() < last.done() || now < last.at())) {
            moments.clear();
            last = null;
        }
        total = progress.total();
        if (last == null || progress.done() > last.done()) {
            moments.addLast(new Moment(now, progress.done()));
            forget();
        }
    }

    /** Forgets everything, as after a pause. */
    public void restart() {
        moments.clear();
    }

    private void forget() {
        Moment last = moments.getLast();
        while (moments.size() > 2) {
            Moment first = moments.removeFirst();
            Moment second = moments.getFirst();
            if (last.at() - second.at() < WINDOW_NANOS || last.done() - second.done() < WINDOW_STEPS) {
                moments.addFirst(first);
                return;
            }
        }
    }

    /** Steps in a second; empty until three steps and a second have passed. */
    public OptionalDouble perSecond() {
        Moment first = moments.peekFirst();
        Moment last = moments.peekLast();
        if (first == null || last == null || !isKnown(first, last)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((last.done() - first.done()) * 1e9 / (last.at() - first.at()));
    }

    private static boolean isKnown(Moment first, Moment last) {
        return last.done() - first.done() >= LEAST_STEPS && last.at() - first.at() >= LEAST_NANOS;
    }

    /** Never negative; empty until three steps and a second have passed, and where nobody knows how many steps there are. */
    public Optional<Duration> left() {
        Moment first = moments.peekFirst();
        Moment last = moments.peekLast();
        if (total <= 0 || first == null || last == null || !isKnown(first, last)) {
            return Optional.empty();
        }
        long steps = last.done() - first.done();
        long took = last.at() - first.at();
        double all = (double) took / steps * Math.max(0, total - last.done());
        double since = Math.max(0, nanos.getAsLong() - last.at());
        return Optional.of(Duration.ofNanos((long) Math.max(0, all - since)));
    }
}
