package org.stockpot.job;

import org.stockpot.tensor.StockpotException;

/**
 * Work for a lane: a value that knows all its inputs. It calls {@link JobContext#checkpoint()} often (once per batch of
 * images or per tensor), so that it can be cancelled and more urgent work can go first.
 */
@FunctionalInterface
public interface Job<T> {
    /**
     * Does the work on the calling thread.
     *
     * @throws StockpotException if the world is not as the job needs it
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    T run(JobContext context) throws StockpotException;
}
