package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stockpot.tensor.StockpotException;

@Timeout(60)
class LatestLaneTest {
    /** Stands for the JavaFX thread: what was delivered waits until the test looks. */
    private final Queue<Runnable> deliveries = new ArrayDeque<>();

    private final QueueLane lane = new QueueLane("test lane", delivery -> {
        synchronized (deliveries) {
            deliveries.add(delivery);
        }
    });
    private final LatestLane latest = new LatestLane(lane);

    @AfterEach
    void closeLane() {
        lane.close();
    }

    @Test
    void cancelsTheJobBeforeAndKeepsSilentAboutIt() throws Exception {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var old = new QueueLaneTest.Recorder();
        var young = new QueueLaneTest.Recorder();
        latest.submit(
                context -> {
                    started.countDown();
                    await(gate);
                    context.checkpoint();
                    return "old";
                },
                old);
        started.await();
        JobHandle<String> newest = latest.submit(context -> "young", young);
        gate.countDown();
        newest.await();
        deliver();
        assertThat(old.heard).isEmpty();
        assertThat(young.heard).containsExactly("succeeded: young");
    }

    @Test
    void dropsAResultThatWasUnderWayWhenItWasSuperseded() throws Exception {
        var old = new QueueLaneTest.Recorder();
        var young = new QueueLaneTest.Recorder();
        latest.submit(context -> "old", old).await();
        latest.submit(context -> "young", young).await();
        deliver();
        assertThat(old.heard).isEmpty();
        assertThat(young.heard).containsExactly("succeeded: young");
    }

    @Test
    void deliversACrashEvenOfASupersededJob() throws Exception {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var old = new QueueLaneTest.Recorder();
        var young = new QueueLaneTest.Recorder();
        latest.submit(
                context -> {
                    started.countDown();
                    await(gate);
                    throw new IllegalStateException("a bug");
                },
                old);
        started.await();
        JobHandle<String> newest = latest.submit(context -> "young", young);
        gate.countDown();
        newest.await();
        deliver();
        assertThat(old.heard).containsExactly("crashed: a bug");
        assertThat(young.heard).containsExactly("succeeded: young");
    }

    @Test
    void deliversTheFailureOfTheNewest() throws Exception {
        var recorder = new QueueLaneTest.Recorder();
        latest.submit(
                context -> {
                    throw new StockpotException("no such file");
                },
                recorder);
        deliver();
        assertThat(recorder.heard).containsExactly("failed: no such file");
    }

    @Test
    void deliversNothingAfterItWasCancelled() throws Exception {
        var recorder = new QueueLaneTest.Recorder();
        latest.submit(context -> "late", recorder).await();
        latest.cancel();
        deliver();
        assertThat(recorder.heard).isEmpty();
    }

    /** Waits for the lane to be idle, then runs what it delivered. */
    private void deliver() throws StockpotException {
        lane.call(context -> true);
        synchronized (deliveries) {
            deliveries.forEach(Runnable::run);
            deliveries.clear();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
