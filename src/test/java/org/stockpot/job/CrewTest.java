package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

class CrewTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyRoundRunsOnceInEveryLoop(int size) throws Exception {
        try (var crew = new Crew(size, "helper")) {
            for (int count : new int[] {0, 1, 3, 100}) {
                var runs = new AtomicIntegerArray(count);
                crew.run(count, "work", JobContext.detached(), runs::incrementAndGet);
                for (int index = 0; index < count; index++) {
                    assertThat(runs.get(index)).as("%d of %d", index, count).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void theSameThreadsHelpInAllLoopsAndEndWithTheCrew() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (var crew = new Crew(3, "helper")) {
            for (int loop = 0; loop < 20; loop++) {
                var together = new CountDownLatch(3);
                crew.run(3, "work", JobContext.detached(), index -> {
                    threads.add(Thread.currentThread());
                    together.countDown();
                    awaitAll(together);
                });
            }
        }
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
        threads.remove(Thread.currentThread());
        for (Thread helper : threads) {
            helper.join(10_000);
            assertThat(helper.isAlive()).isFalse();
        }
    }

    @Test
    void afterALoopThatFailedTheNextOneRuns() throws Exception {
        try (var crew = new Crew(2, "helper")) {
            assertThatThrownBy(() -> crew.run(10, "work", JobContext.detached(), index -> {
                        throw new StockpotException("no " + index);
                    }))
                    .isInstanceOf(StockpotException.class);
            var runs = new AtomicIntegerArray(10);
            crew.run(10, "work", JobContext.detached(), runs::incrementAndGet);
            assertThat(runs.toString()).doesNotContain("0");
        }
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
