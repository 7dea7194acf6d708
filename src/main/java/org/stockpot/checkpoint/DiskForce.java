package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Forces a file to the disk while it is being written, beside the writer, so that little is left to be waited for in
 * the end. What the disk refuses is known at the next call at the latest. For the writer's thread.
 */
final class DiskForce {
    /** Bytes that are worth a start. */
    static final long EVERY = 32L << 20;

    private final FileChannel channel;
    private @Nullable FutureTask<Void> running;
    private long waiting;

    DiskForce(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes note of bytes that were written. */
    void wrote(int count) throws IOException {
        waiting += count;
        FutureTask<Void> before = running;
        if (waiting < EVERY || (before != null && !before.isDone())) {
            return;
        }
        settle();
        waiting = 0;
        var task = new FutureTask<Void>(() -> {
            channel.force(false);
            return null;
        });
        running = task;
        ForkJoinPool.commonPool().execute(task);
    }

    /** Returns when everything is on the disk. */
    void finish() throws IOException {
        settle();
        channel.force(true);
    }

    /** An error is reported to one of those who force, not to all: so none is dropped. */
    private void settle() throws IOException {
        FutureTask<Void> task = running;
        running = null;
        if (task == null) {
            return;
        }
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
