package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stockpot.tensor.StockpotException;

@Timeout(30)
class PausedJobTest {
    private final QueueLane lane = new QueueLane("lane", Runnable::run);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        lane.close();
    }

    /** Passes checkpoints until it is told to end. */
    private JobHandle<Long> begin(CountDownLatch begun, CountDownLatch end) {
        return lane.submit(
                context -> {
                    long start = context.workedNanos();
                    begun.countDown();
                    while (end.getCount() > 0) {
                        context.checkpoint();
                        Thread.onSpinWait();
                    }
                    done.add("long");
                    return context.workedNanos() - start;
                },
                new Silent<>());
    }

    private record Silent<T>() implements JobListener<T> {
        @Override
        public void succeeded(T result) {}

        @Override
        public void failed(StockpotException problem) {}
    }

    @Test
    void otherJobsOfTheLaneRunWhileOneIsPaused() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        JobHandle<Long> paused = begin(begun, end);
        begun.await();
        paused.pause();
        lane.call(context -> done.add("ordinary"));
        end.countDown();
        lane.submitUrgent(context -> done.add("urgent"), new Silent<>()).await();
        assertThat(paused.isDone()).isFalse();
        paused.resume();
        paused.await();
        assertThat(done).containsExactly("ordinary", "urgent", "long");
    }

    @Test
    void aPauseIsNoWork() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        long start = System.nanoTime();
        JobHandle<Long> paused = begin(begun, end);
        begun.await();
        paused.pause();
        lane.call(context -> done.add("ordinary"));
        long from = System.nanoTime();
        lane.call(context -> {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return true;
        });
        long slept = System.nanoTime() - from;
        end.countDown();
        paused.resume();
        long worked = paused.await();
        assertThat(worked).isLessThanOrEqualTo(System.nanoTime() - start - slept);
    }

    @Test
    void aPausedJobCanBeCancelled() throws Exception {
        var begun = new CountDownLatch(1);
        JobHandle<Long> paused = begin(begun, new CountDownLatch(1));
        begun.await();
        paused.pause();
        lane.call(context -> done.add("ordinary"));
        paused.cancel();
        assertThatThrownBy(paused::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void closingTheLaneEndsAPausedJobAndWhatRunsMeanwhile() throws Exception {
        var begun = new CountDownLatch(2);
        JobHandle<Long> paused = begin(begun, new CountDownLatch(1));
        while (begun.getCount() == 2) {
            Thread.onSpinWait();
        }
        paused.pause();
        JobHandle<Long> inside = begin(begun, new CountDownLatch(1));
        begun.await();
        lane.close();
        assertThatThrownBy(paused::await).isInstanceOf(CancellationException.class);
        assertThatThrownBy(inside::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void aRestingJobWaitsAndLetsOthersGoFirst() throws Exception {
        var begun = new CountDownLatch(1);
        JobHandle<Boolean> resting = lane.submit(
                context -> {
                    begun.countDown();
                    context.rest(Duration.ofMinutes(10));
                    return true;
                },
                new Silent<>());
        begun.await();
        lane.call(context -> done.add("ordinary"));
        resting.cancel();
        assertThatThrownBy(resting::await).isInstanceOf(CancellationException.class);
        assertThat(lane.<Boolean>call(context -> {
                    context.rest(Duration.ofMillis(5));
                    return true;
                }))
                .isTrue();
    }
}
