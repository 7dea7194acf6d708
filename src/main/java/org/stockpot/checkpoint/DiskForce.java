package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.Aside;

/**
 * Forces a file to the disk while it is being written, on a thread of its own, so that little is left to be waited for in
 * the end. What the disk refuses is known at the next call at the latest. For the writer's thread.
 */
final class DiskForce {
    /** Bytes that are worth a start. */
    static final long EVERY = 32L << 20;

    private final FileChannel channel;
    private @Nullable Future<Boolean> running;
    private long waiting;

    DiskForce(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes note of bytes that were written. */
    void wrote(int count) throws IOException {
        waiting += count;
        Future<Boolean> before = running;
        if (waiting < EVERY || (before != null && !before.isDone())) {
            return;
        }
        settle();
        waiting = 0;
        running = Aside.start("forcing to the disk", () -> {
            channel.force(false);
            return true;
        });
    }

    /** Returns when everything is on the disk. */
    void finish() throws IOException {
        settle();
        channel.force(true);
    }

    /** An error is reported to one of those who force, not to all: so none is dropped. */
    private void settle() throws IOException {
        Future<Boolean> task = running;
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
