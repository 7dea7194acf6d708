package org.stockpot.session;

import java.time.Duration;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;

/**
 * How long a search has worked in all, over every run that went on from its journal; time at which no run was under way,
 * and pauses, do not count. Says nothing of how far the search is while known evaluations are replayed, because their speed
 * tells nothing. Lives on the search's thread.
 */
final class SearchClock implements JobContext {
    private static final double NANOS = 1e9;

    private final JobContext context;
    private long before;
    private long mark;
    private boolean replaying;

    SearchClock(JobContext context) {
        this.context = context;
        this.mark = context.workedNanos();
    }

    /** An evaluation of an earlier run took that long. */
    void replayed(double seconds, boolean more) {
        before += Math.round(Math.max(0, seconds) * NANOS);
        mark = context.workedNanos();
        replaying = more;
    }

    /** Seconds since the evaluation before, rounded to microseconds. */
    double lap() {
        long now = context.workedNanos();
        long lap = Math.max(0, now - mark);
        before += lap;
        mark = now;
        replaying = false;
        return Math.round(lap / 1e3) / 1e6;
    }

    double seconds() {
        return workedNanos() / NANOS;
    }

    @Override
    public long workedNanos() {
        return before + (replaying ? 0 : Math.max(0, context.workedNanos() - mark));
    }

    @Override
    public void checkpoint() {
        context.checkpoint();
    }

    @Override
    public void endIfCancelled() {
        context.endIfCancelled();
    }

    @Override
    public void rest(Duration most) {
        context.rest(most);
    }

    @Override
    public void progress(Progress progress) {
        if (!replaying) {
            context.progress(progress);
        }
    }
}
