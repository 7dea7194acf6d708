package org.stockpot.job;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Threads that help in one {@linkplain Parallel loop} after the other. They pay where loops are short and where a thread is
 * dear to begin with, as it is for an engine that keeps memory and threads of its own for each thread that it meets.
 */
public final class Crew implements AutoCloseable {
    private final int size;
    private final ExecutorService helpers;

    /**
     * @param size of the crew, at least 1: the thread that runs a loop is one of them
     * @param name of the threads
     */
    public Crew(int size, String name) {
        this.size = size;
        // Threads begin when they are needed first.
        this.helpers = Executors.newFixedThreadPool(Math.max(1, size - 1), task -> Parallel.thread(task, name));
    }

    /**
     * Runs all rounds, about in order, and returns when all are done. One loop at a time.
     *
     * @param what for progress
     * @throws StockpotException as {@link Parallel#run}
     */
    public void run(int count, String what, JobContext context, Parallel.Round round) throws StockpotException {
        Parallel.run(count, size, helpers, Told.of(Doing.AS_SAID, what), context, round);
    }

    /** The threads end when their last round does. */
    @Override
    public void close() {
        helpers.shutdown();
    }
}
