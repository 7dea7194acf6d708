package org.stockpot.job;

import org.stockpot.tensor.StockpotException;

/** A submitted job, as seen by the one who submitted it. Safe to use from any thread. */
public interface JobHandle<T> {
    /** Asks the job to stop at its next checkpoint; a job that has not started never will. */
    void cancel();

    /**
     * Lets the job stand still from its next checkpoint on. It keeps what it holds; other jobs of its lane, urgent or not,
     * run meanwhile.
     */
    void pause();

    /** Lets a paused job go on, as soon as the jobs that ran meanwhile are done. */
    void resume();

    boolean isDone();

    /** The newest report; to be read once per pulse, not per report. */
    Progress progress();

    /**
     * Waits for the end and returns the result.
     *
     * @throws StockpotException if the job failed
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    T await() throws StockpotException;
}
