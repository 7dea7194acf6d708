package org.stockpot.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * One background thread and its queue. Jobs run one after the other, so whatever the thread owns (a device, native
 * memory) needs no locks. Urgent jobs overtake waiting ones, and run inside a running ordinary job at its next
 * {@link JobContext#checkpoint()}.
 */
public final class QueueLane implements AutoCloseable {
    private final Deque<Task<?>> urgent = new ArrayDeque<>();
    private final Deque<Task<?>> ordinary = new ArrayDeque<>();
    private final Executor delivery;
    private final Thread thread;
    /** The job that runs and, before it, those in whose checkpoint it runs. */
    private final Deque<Task<?>> running = new ArrayDeque<>();

    private @Nullable Runnable last;
    private boolean closed;

    /**
     * Starts the lane.
     *
     * @param name of its thread
     * @param delivery where listeners are called, such as the JavaFX thread
     */
    public QueueLane(String name, Executor delivery) {
        this.delivery = delivery;
        this.thread = Executors.defaultThreadFactory().newThread(this::loop);
        thread.setName(name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Appends a job. */
    public <T> JobHandle<T> submit(Job<T> job, JobListener<? super T> listener) {
        return enqueue(ordinary, job, listener);
    }

    /** Puts a job before all ordinary ones, and inside the running one at its next checkpoint. */
    public <T> JobHandle<T> submitUrgent(Job<T> job, JobListener<? super T> listener) {
        return enqueue(urgent, job, listener);
    }

    /** Runs a job and waits for it; for callers that have nothing else to do, never the JavaFX thread. */
    public <T> T call(Job<T> job) throws StockpotException {
        return enqueue(ordinary, job, null).await();
    }

    /** Cancels everything and waits for the running job to stop. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * Closes the lane.
     *
     * @param farewell runs on the lane's thread when all jobs have stopped, to give back what the thread owns; dropped
     *     if the lane is closed already
     */
    public void close(Runnable farewell) {
        stop(farewell);
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #close(Runnable)}, but waits for nothing. */
    synchronized void stop(Runnable farewell) {
        if (!closed) {
            last = farewell;
        }
        closed = true;
        urgent.forEach(Task::cancel);
        ordinary.forEach(Task::cancel);
        running.forEach(Task::cancel);
        notifyAll();
    }

    /** Waits for a lane that was stopped, but not for ever. */
    void awaitEnd(Duration longest) throws InterruptedException {
        thread.join(Math.max(1, longest.toMillis()));
    }

    private <T> JobHandle<T> enqueue(Deque<Task<?>> queue, Job<T> job, @Nullable JobListener<? super T> listener) {
        var task = new Task<T>(this, job, listener);
        boolean tooLate;
        synchronized (this) {
            tooLate = closed;
            if (!tooLate) {
                queue.add(task);
                notifyAll();
            }
        }
        if (tooLate) {
            task.cancel();
            task.run();
        }
        return task;
    }

    private void loop() {
        for (Task<?> task = take(); task != null; task = take()) {
            execute(task);
        }
        Runnable farewell;
        synchronized (this) {
            farewell = Objects.requireNonNull(last);
        }
        farewell.run();
    }

    private void execute(Task<?> task) {
        synchronized (this) {
            running.addFirst(task);
            if (closed) {
                task.cancel();
            }
        }
        task.run();
        synchronized (this) {
            running.removeFirst();
        }
    }

    private synchronized @Nullable Task<?> take() {
        while (urgent.isEmpty() && ordinary.isEmpty()) {
            if (closed) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody interrupts a lane; cancelling is cooperative so that open files stay usable.
                throw new IllegalStateException(e);
            }
        }
        return urgent.isEmpty() ? ordinary.poll() : urgent.poll();
    }

    private synchronized @Nullable Task<?> pollUrgent() {
        return urgent.poll();
    }

    /** The next job for a paused one's time, or null when something else has changed. */
    private synchronized @Nullable Task<?> pollAny(Task<?> paused, BooleanSupplier waiting, long end) {
        while (urgent.isEmpty() && ordinary.isEmpty() && !paused.cancelled && waiting.getAsBoolean()) {
            try {
                wait(end == Long.MAX_VALUE ? 0 : Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return urgent.isEmpty() ? ordinary.poll() : urgent.poll();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private static final class Task<T> implements JobHandle<T>, JobContext {
        private final QueueLane lane;
        private final Job<T> job;
        private final @Nullable JobListener<? super T> listener;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private volatile Progress progress = Progress.NONE;
        private volatile boolean cancelled;
        private volatile boolean paused;
        private long stoodStill;

        Task(QueueLane lane, Job<T> job, @Nullable JobListener<? super T> listener) {
            this.lane = lane;
            this.job = job;
            this.listener = listener;
        }

        /** The one place that catches everything: a missing native library arrives as an {@link Error}. */
        void run() {
            try {
                if (cancelled) {
                    throw new CancellationException();
                }
                T value = job.run(this);
                result.complete(value);
                deliver(listening -> listening.succeeded(value));
            } catch (CancellationException e) {
                result.cancel(false);
                deliver(JobListener::cancelled);
            } catch (StockpotException e) {
                result.completeExceptionally(e);
                deliver(listening -> listening.failed(e));
            } catch (Throwable e) {
                result.completeExceptionally(e);
                deliver(listening -> listening.crashed(e));
            }
        }

        private void deliver(Consumer<JobListener<? super T>> call) {
            if (listener != null) {
                lane.delivery.execute(() -> call.accept(listener));
            }
        }

        @Override
        public void checkpoint() {
            endIfCancelled();
            for (Task<?> next = lane.pollUrgent(); next != null; next = lane.pollUrgent()) {
                lane.execute(next);
            }
            if (paused) {
                standStill(() -> paused, Long.MAX_VALUE);
            }
        }

        @Override
        public void endIfCancelled() {
            if (cancelled) {
                throw new CancellationException();
            }
        }

        @Override
        public void rest(Duration most) {
            checkpoint();
            long end = System.nanoTime() + most.toNanos();
            standStill(() -> end - System.nanoTime() > 0, end);
        }

        /** Whoever waits lets all others go first. */
        private void standStill(BooleanSupplier waiting, long end) {
            long start = System.nanoTime();
            try {
                while (waiting.getAsBoolean() && !cancelled) {
                    Task<?> next = lane.pollAny(this, waiting, end);
                    if (next != null) {
                        lane.execute(next);
                    }
                }
            } finally {
                stoodStill += System.nanoTime() - start;
            }
            if (cancelled) {
                throw new CancellationException();
            }
        }

        @Override
        public long workedNanos() {
            return System.nanoTime() - stoodStill;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            lane.wake();
        }

        @Override
        public void progress(Progress newest) {
            progress = newest;
        }

        @Override
        public void cancel() {
            cancelled = true;
            lane.wake();
        }

        @Override
        public boolean isDone() {
            return result.isDone();
        }

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public T await() throws StockpotException {
            try {
                return Objects.requireNonNull(result.get());
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof StockpotException problem) {
                    throw problem;
                }
                if (cause instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(cause);
            } catch (InterruptedException e) {
                cancel();
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
    }
}
