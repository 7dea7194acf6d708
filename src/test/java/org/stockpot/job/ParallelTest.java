package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 2000})
    void runsEveryRoundOnce(int threads) throws StockpotException {
        var rounds = new AtomicInteger[1000];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = new AtomicInteger();
        }
        Parallel.run(1000, threads, "Counting", JobContext.detached(), index -> rounds[index].incrementAndGet());
        assertThat(rounds).allMatch(times -> times.get() == 1);
    }

    @Test
    void usesSeveralThreadsAndTheCallers() throws StockpotException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var meeting = new CountDownLatch(3);
        Parallel.run(3, 3, "Meeting", JobContext.detached(), index -> {
            threads.add(Thread.currentThread());
            meeting.countDown();
            waitFor(meeting);
        });
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aFailureStopsTheOthersAndReachesTheCaller(int threads) {
        var rounds = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.run(100_000_000, threads, "Failing", JobContext.detached(), index -> {
                    rounds.incrementAndGet();
                    if (index == 100) {
                        throw new StockpotException("round 100");
                    }
                }))
                .isInstanceOf(StockpotException.class)
                .hasMessage("round 100");
        assertThat(rounds.get()).isLessThan(100_000_000);
    }

    /** Whoever writes in a round catches the disk's errors, whichever thread met them. */
    @Test
    void anErrorOnAnotherThreadReachesTheCallerAsItIs() {
        Thread caller = Thread.currentThread();
        var failed = new CountDownLatch(1);
        var full = new UncheckedIOException(new IOException("the disk is full"));
        assertThatThrownBy(() -> Parallel.run(2, 2, "Writing", JobContext.detached(), index -> {
                    if (Thread.currentThread() != caller) {
                        failed.countDown();
                        throw full;
                    }
                    waitFor(failed);
                }))
                .isSameAs(full);
    }

    @Test
    void cancellingStopsAllThreadsBeforeItReturns() throws InterruptedException {
        var running = new AtomicInteger();
        JobContext context = asking(() -> {
            if (running.get() > 0) {
                throw new CancellationException();
            }
        });
        assertThatThrownBy(() -> Parallel.run(100_000_000, 4, "Cancelled", context, index -> running.incrementAndGet()))
                .isInstanceOf(CancellationException.class);
        int before = running.get();
        Thread.sleep(20);
        assertThat(running.get()).isEqualTo(before).isLessThan(100_000_000);
    }

    @Test
    void aJobThatIsCancelledAlreadyBeginsNothing() {
        var rounds = new AtomicInteger();
        JobContext cancelled = asking(() -> {
            throw new CancellationException();
        });
        assertThatThrownBy(() -> Parallel.run(2, 2, "Cancelled", cancelled, index -> rounds.incrementAndGet()))
                .isInstanceOf(CancellationException.class);
        assertThat(rounds.get()).isZero();
    }

    @Test
    void cancellingReachesAThreadThatOnlyWaitsForTheOthers() {
        Thread caller = Thread.currentThread();
        long end = System.nanoTime() + 10_000_000_000L;
        var begun = new CountDownLatch(2);
        var cancelled = new AtomicBoolean();
        JobContext context = asking(() -> {
            if (begun.getCount() == 0) {
                cancelled.set(true);
                throw new CancellationException();
            }
        });
        assertThatThrownBy(() -> Parallel.run(2, 2, "Waiting", context, index -> {
                    begun.countDown();
                    while (Thread.currentThread() != caller && !cancelled.get() && System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    while (begun.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JobContext asking(Runnable checkpoint) {
        return new JobContext() {
            @Override
            public void checkpoint() {
                checkpoint.run();
            }

            @Override
            public void progress(Progress progress) {}
        };
    }
}
