package org.stockpot.checkpoint;

/** Adds up the bytes of several steps for one {@link WriteProgress}. */
final class Meter {
    private final WriteProgress progress;
    private final long total;
    private long done;

    Meter(WriteProgress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    /** Tells how many bytes are done now; may throw {@link java.util.concurrent.CancellationException}. */
    void add(long bytes) {
        done += bytes;
        progress.wrote(done, total);
    }
}
