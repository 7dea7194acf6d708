package org.stockpot.job;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What a running job may ask of its lane. */
public interface JobContext {
    /**
     * A moment at which the job can be interrupted: more urgent jobs of the same lane run now, on this thread, before
     * the call returns.
     *
     * @throws java.util.concurrent.CancellationException if the job was cancelled
     */
    void checkpoint();

    /**
     * Ends the job here if it was cancelled, and lets nobody in: for the middle of something that no other job of the lane
     * may see half done.
     *
     * @throws java.util.concurrent.CancellationException if the job was cancelled
     */
    default void endIfCancelled() {}

    /** Reports how far the job is; only the newest report is kept, so this is cheap. */
    void progress(Progress progress);

    /**
     * How long the job has worked, in nanoseconds from an arbitrary origin: by a clock that never goes back, and that
     * stands still while the job is paused.
     */
    default long workedNanos() {
        return System.nanoTime();
    }

    /**
     * Waits a while for the world to change, such as for room on a disk; more urgent jobs of the same lane run meanwhile.
     *
     * @throws java.util.concurrent.CancellationException if the job was cancelled, then at once
     */
    default void rest(Duration most) {
        checkpoint();
        LockSupport.parkNanos(most.toNanos());
        checkpoint();
    }

    /** A context for work on the calling thread that nobody watches or cancels. */
    static JobContext detached() {
        return new JobContext() {
            @Override
            public void checkpoint() {
                endIfCancelled();
            }

            @Override
            public void endIfCancelled() {
                if (Thread.currentThread().isInterrupted()) {
                    throw new java.util.concurrent.CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {}
        };
    }
}
