package org.stockpot.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * A loop whose rounds are independent of each other, on a few threads at once. The caller's thread takes part, so one
 * thread is an ordinary loop; the others live as long as the loop.
 */
public final class Parallel {
    /** Rounds between two moments at which the loop can be interrupted. */
    public static final int CHECKPOINT_EVERY = 64;

    /** So often a thread that only waits for the others can be interrupted. */
    private static final long WATCH_MILLIS = 20;

    private Parallel() {}

    /** One round. Called from several threads. */
    @FunctionalInterface
    public interface Round {
        void run(int index) throws StockpotException;
    }

    /** As below; what is done is named in words that are the same in every language, or that nobody reads. */
    public static void run(int count, int threads, String what, JobContext context, Round round)
            throws StockpotException {
        run(count, threads, Told.of(Doing.AS_SAID, what), context, round);
    }

    /**
     * Runs all rounds, about in order, and returns when all are done. When one fails, or the job is cancelled, the
     * others stop after the round that they are in. The caller's thread asks the job before the first round, every
     * {@link #CHECKPOINT_EVERY} rounds, and while it waits for the others, whoever got the rounds.
     *
     * @param threads at least 1; how many the machine has is {@link Runtime#availableProcessors()}
     * @param what for progress, such as {@code Preparing photos}
     * @throws StockpotException as soon as a round throws it
     */
    public static void run(int count, int threads, Told what, JobContext context, Round round)
            throws StockpotException {
        var number = new AtomicInteger();
        Executor brief =
                helper -> thread(helper, what + " " + number.incrementAndGet()).start();
        run(count, threads, brief, what, context, round);
    }

    /** @param helping runs what helps the caller's thread: {@code threads} less 1 tasks at once, or the last ones find nothing to do */
    static void run(int count, int threads, Executor helping, Told what, JobContext context, Round round)
            throws StockpotException {
        context.checkpoint();
        var next = new AtomicInteger();
        var stop = new AtomicBoolean();
        List<FutureTask<Void>> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            var helper = new FutureTask<Void>(() -> {
                help(next, count, stop, round);
                return null;
            });
            helping.execute(helper);
            helpers.add(helper);
        }
        boolean whole = false;
        try {
            lead(next, count, stop, what, context, round);
            watch(helpers, context);
            whole = true;
        } finally {
            stop.set(stop.get() || !whole);
            await(helpers, whole);
        }
        context.progress(new Progress(what, count, count));
    }

    static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void lead(
            AtomicInteger next, int count, AtomicBoolean stop, Told what, JobContext context, Round round)
            throws StockpotException {
        int report = 0;
        for (int index = next.getAndIncrement(); index < count && !stop.get(); index = next.getAndIncrement()) {
            if (index >= report) {
                context.checkpoint();
                context.progress(new Progress(what, index, count));
                report = index - index % CHECKPOINT_EVERY + CHECKPOINT_EVERY;
            }
            round.run(index);
        }
    }

    private static void help(AtomicInteger next, int count, AtomicBoolean stop, Round round) throws StockpotException {
        boolean whole = false;
        try {
            for (int index = next.getAndIncrement(); index < count && !stop.get(); index = next.getAndIncrement()) {
                round.run(index);
            }
            whole = true;
        } finally {
            stop.set(stop.get() || !whole);
        }
    }

    /** Waits until all helpers have ended, in whatever way, or the job is cancelled. */
    private static void watch(List<FutureTask<Void>> helpers, JobContext context) {
        for (FutureTask<Void> helper : helpers) {
            while (!helper.isDone()) {
                try {
                    helper.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    context.checkpoint();
                } catch (ExecutionException e) {
                    return;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** @param report whether a helper's failure is still news */
    private static void await(List<FutureTask<Void>> helpers, boolean report) throws StockpotException {
        boolean interrupted = false;
        ExecutionException failure = null;
        for (FutureTask<Void> helper : helpers) {
            boolean done = false;
            while (!done) {
                try {
                    helper.get();
                    done = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? e : failure;
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null && report) {
            Throwable cause = failure.getCause();
            if (cause instanceof StockpotException problem) {
                throw problem;
            }
            if (cause instanceof RuntimeException problem) {
                throw problem;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
