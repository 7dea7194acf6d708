package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stockpot.tensor.StockpotException;

@Timeout(60)
class QueueLaneTest {
    private final QueueLane lane = new QueueLane("test lane", Runnable::run);
    private final List<String> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeLane() {
        lane.close();
    }

    @Test
    void runsJobsOneAfterTheOtherInTheirOrder() throws Exception {
        var gate = new CountDownLatch(1);
        lane.submit(waitFor(gate, "first"), new Recorder());
        lane.submit(context -> log.add("second"), new Recorder());
        JobHandle<Boolean> third = lane.submit(context -> log.add("third"), new Recorder());
        gate.countDown();
        third.await();
        assertThat(log).startsWith("first").containsSubsequence("first", "second", "third");
    }

    @Test
    void letsAnUrgentJobOvertakeThoseThatWait() throws Exception {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        lane.submit(
                context -> {
                    started.countDown();
                    await(gate);
                    return log.add("running");
                },
                new Recorder());
        started.await();
        JobHandle<Boolean> waiting = lane.submit(context -> log.add("waiting"), new Recorder());
        lane.submitUrgent(context -> log.add("urgent"), new Recorder());
        gate.countDown();
        waiting.await();
        assertThat(log).containsSubsequence("running", "urgent", "waiting");
    }

    @Test
    void runsAnUrgentJobInsideTheRunningOneAtItsNextCheckpointOnTheSameThread() throws Exception {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        JobHandle<String> search = lane.submit(
                context -> {
                    log.add("search begins");
                    started.countDown();
                    await(gate);
                    context.checkpoint();
                    log.add("search ends");
                    return Thread.currentThread().getName();
                },
                new Recorder());
        started.await();
        JobHandle<String> slider = lane.submitUrgent(
                context -> {
                    log.add("slider");
                    return Thread.currentThread().getName();
                },
                new Recorder());
        gate.countDown();
        assertThat(search.await()).isEqualTo("test lane").isEqualTo(slider.await());
        assertThat(log).containsSubsequence("search begins", "slider", "search ends");
    }

    @Test
    void keepsTheRunningJobWhenAnUrgentOneInsideItFails() throws Exception {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        JobHandle<String> search = lane.submit(
                context -> {
                    started.countDown();
                    await(gate);
                    context.checkpoint();
                    return "found";
                },
                new Recorder());
        started.await();
        JobHandle<String> slider = lane.submitUrgent(
                context -> {
                    throw new StockpotException("the slider's file is gone");
                },
                new Recorder());
        gate.countDown();
        assertThat(search.await()).isEqualTo("found");
        assertThatThrownBy(slider::await).isInstanceOf(StockpotException.class).hasMessage("the slider's file is gone");
    }

    @Test
    void neverStartsAJobThatWasCancelledWhileItWaited() throws Exception {
        var gate = new CountDownLatch(1);
        lane.submit(waitFor(gate, "running"), new Recorder());
        var recorder = new Recorder();
        JobHandle<Boolean> waiting = lane.submit(context -> log.add("never"), recorder);
        waiting.cancel();
        gate.countDown();
        assertThatThrownBy(waiting::await).isInstanceOf(CancellationException.class);
        lane.call(context -> true);
        assertThat(log).doesNotContain("never");
        assertThat(recorder.heard).containsExactly("cancelled");
    }

    @Test
    void stopsARunningJobAtItsNextCheckpoint() throws Exception {
        var started = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var recorder = new Recorder();
        JobHandle<String> job = lane.submit(
                context -> {
                    started.countDown();
                    await(gate);
                    context.checkpoint();
                    log.add("went on");
                    return "done";
                },
                recorder);
        started.await();
        job.cancel();
        gate.countDown();
        assertThatThrownBy(job::await).isInstanceOf(CancellationException.class);
        lane.call(context -> true);
        assertThat(log).isEmpty();
        assertThat(recorder.heard).containsExactly("cancelled");
    }

    @Test
    void deliversWhatFailedAndWhatCrashedApartFromEachOtherAndGoesOn() throws Exception {
        var failing = new Recorder();
        var crashing = new Recorder();
        var missing = new Recorder();
        lane.submit(
                context -> {
                    throw new StockpotException("no such file");
                },
                failing);
        lane.submit(
                context -> {
                    throw new IllegalStateException("a bug");
                },
                crashing);
        lane.submit(
                context -> {
                    throw new UnsatisfiedLinkError("no native library");
                },
                missing);
        String alive = lane.call(context -> "alive");
        assertThat(alive).isEqualTo("alive");
        assertThat(failing.heard).containsExactly("failed: no such file");
        assertThat(crashing.heard).containsExactly("crashed: a bug");
        assertThat(missing.heard).containsExactly("crashed: no native library");
    }

    @Test
    void showsTheNewestProgress() throws Exception {
        var reported = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        JobHandle<String> job = lane.submit(
                context -> {
                    context.progress(new Progress("counting", 1, 4));
                    context.progress(new Progress("counting", 3, 4));
                    reported.countDown();
                    await(gate);
                    return "done";
                },
                new Recorder());
        reported.await();
        assertThat(job.progress()).isEqualTo(new Progress("counting", 3, 4));
        assertThat(job.progress().fraction()).isEqualTo(0.75);
        gate.countDown();
        job.await();
    }

    @Test
    void cancelsEverythingWhenItClosesAndSaysFarewellLastOnItsOwnThread() throws Exception {
        var started = new CountDownLatch(1);
        var running = new Recorder();
        var waiting = new Recorder();
        JobHandle<String> endless = lane.submit(
                context -> {
                    started.countDown();
                    while (true) {
                        context.checkpoint();
                        Thread.onSpinWait();
                    }
                },
                running);
        lane.submit(context -> log.add("never"), waiting);
        started.await();
        lane.close(() -> log.add("farewell on " + Thread.currentThread().getName()));
        assertThat(endless.isDone()).isTrue();
        assertThat(running.heard).containsExactly("cancelled");
        assertThat(waiting.heard).containsExactly("cancelled");
        assertThat(log).containsExactly("farewell on test lane");
    }

    @Test
    void cancelsWhatIsSubmittedToAClosedLane() {
        lane.close();
        var recorder = new Recorder();
        JobHandle<Boolean> late = lane.submit(context -> log.add("never"), recorder);
        assertThatThrownBy(late::await).isInstanceOf(CancellationException.class);
        assertThat(recorder.heard).containsExactly("cancelled");
        assertThat(log).isEmpty();
    }

    private Job<Boolean> waitFor(CountDownLatch gate, String name) {
        return context -> {
            await(gate);
            return log.add(name);
        };
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes down what it hears. */
    static final class Recorder implements JobListener<Object> {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void succeeded(Object result) {
            heard.add("succeeded: " + result);
        }

        @Override
        public void failed(StockpotException problem) {
            heard.add("failed: " + problem.getMessage());
        }

        @Override
        public void cancelled() {
            heard.add("cancelled");
        }

        @Override
        public void crashed(Throwable error) {
            heard.add("crashed: " + error.getMessage());
        }
    }
}
