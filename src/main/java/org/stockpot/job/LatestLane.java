package org.stockpot.job;

import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * Newest wins: submitting a job cancels the one before, and whatever a superseded job still delivers is dropped. Its
 * jobs are urgent on the lane below, because somebody is dragging a slider. Used from one thread, the one that the
 * lane delivers to.
 */
public final class LatestLane {
    private final QueueLane lane;
    private @Nullable JobHandle<?> newest;
    private long generation;

    public LatestLane(QueueLane lane) {
        this.lane = lane;
    }

    /** Supersedes the job before. */
    public <T> JobHandle<T> submit(Job<T> job, JobListener<? super T> listener) {
        cancel();
        long mine = generation;
        JobHandle<T> handle = lane.submitUrgent(job, new JobListener<T>() {
            @Override
            public void succeeded(T result) {
                if (mine == generation) {
                    listener.succeeded(result);
                }
            }

            @Override
            public void failed(StockpotException problem) {
                if (mine == generation) {
                    listener.failed(problem);
                }
            }

            @Override
            public void cancelled() {
                if (mine == generation) {
                    listener.cancelled();
                }
            }

            @Override
            public void crashed(Throwable error) {
                listener.crashed(error);
            }
        });
        newest = handle;
        return handle;
    }

    /** Cancels the newest job; nothing of it is delivered any more. */
    public void cancel() {
        generation++;
        if (newest != null) {
            newest.cancel();
            newest = null;
        }
    }
}
