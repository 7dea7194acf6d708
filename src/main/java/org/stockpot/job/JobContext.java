package org.stockpot.job;

/** What a running job may ask of its lane. */
public interface JobContext {
    /**
     * A moment at which the job can be interrupted: more urgent jobs of the same lane run now, on this thread, before
     * the call returns.
     *
     * @throws java.util.concurrent.CancellationException if the job was cancelled
     */
    void checkpoint();

    /** Reports how far the job is; only the newest report is kept, so this is cheap. */
    void progress(Progress progress);

    /** A context for work on the calling thread that nobody watches or cancels. */
    static JobContext detached() {
        return new JobContext() {
            @Override
            public void checkpoint() {
                if (Thread.currentThread().isInterrupted()) {
                    throw new java.util.concurrent.CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {}
        };
    }
}
