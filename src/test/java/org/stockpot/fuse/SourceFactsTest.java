package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** What is found out of whole models before they are fused, by jobs that may be cancelled and overtaken. */
class SourceFactsTest {
    private static final long LITTLE = 8L * Stretch.LONGEST;

    private final AtomicInteger reads = new AtomicInteger();

    /** A tensor that is in nobody's memory; counts how often it is read. */
    private record Endless(String name, long elements, int step, AtomicInteger reads) implements TensorSource {
        @Override
        public Map<String, TensorSpec> specs() {
            return Map.of("w", new TensorSpec(DType.BF16, Shape.of(elements)));
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) {
            reads.incrementAndGet();
            ByteBuffer values = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = first; i < first + count; i++) {
                values.putShort((short) (i * step % 0x4000));
            }
            return values.flip();
        }

        @Override
        public void close() {}
    }

    private Soup soup(String method, long elements, double weight) throws StockpotException {
        List<TensorSource> ingredients =
                List.of(new Endless("a", elements, 7, reads), new Endless("b", elements, 11, reads));
        return new Soup(
                "soup",
                Optional.of(new Endless("base", elements, 1, reads)),
                ingredients,
                new SourceFacts(List.of("a", "b")),
                LayerGroups.of(new Granularity.WholeModel(), List.of("w")),
                FusionMethod.parse(method),
                MixingWeights.of(new double[][] {{weight}, {weight}}));
    }

    /** A job that is cancelled when so much was read, and that nobody but its own thread lets others into. */
    private final class Cancelled implements JobContext {
        private final int after;
        private final Thread lane = Thread.currentThread();

        Cancelled(int after) {
            this.after = after;
        }

        @Override
        public void checkpoint() {
            assertThat(Thread.currentThread()).isSameAs(lane);
            endIfCancelled();
        }

        @Override
        public void endIfCancelled() {
            if (reads.get() >= after) {
                throw new CancellationException();
            }
        }

        @Override
        public void progress(Progress progress) {}
    }

    @ParameterizedTest
    @ValueSource(longs = {LITTLE, 3L << 22})
    void theCountForAWholeModelEndsAtOnceWhenItIsCancelled(long elements) throws StockpotException {
        Soup soup = soup("ties", elements, 0.5);

        assertThatThrownBy(() -> soup.prepare(new Cancelled(6))).isInstanceOf(CancellationException.class);

        // Every thread may be amid its second stretch of three models.
        assertThat(reads.get()).isLessThanOrEqualTo(6 + 3 * Runtime.getRuntime().availableProcessors());
    }

    @Test
    void whoeverIsInAHurryMayFuseTheSameMeanwhile() throws StockpotException {
        Soup expected = soup("ties", LITTLE, 0.5);
        Soup soup = soup("ties", LITTLE, 0.5);
        var overtaken = new AtomicInteger();
        var hurry = new JobContext() {
            @Override
            public void checkpoint() {
                if (overtaken.getAndIncrement() == 3) {
                    fuse(soup);
                }
            }

            @Override
            public void progress(Progress progress) {}
        };

        soup.prepare(hurry);

        assertThat(overtaken.get()).isGreaterThan(3);
        assertThat(soup.floats("w")).isEqualTo(expected.floats("w"));
    }

    private static void fuse(Soup soup) {
        try {
            soup.prepare(JobContext.detached());
            soup.floats("w");
        } catch (StockpotException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobodyWaitsForALockWhileOthersAreLetIn() throws StockpotException {
        var facts = new SourceFacts(List.of("a"));
        var sources = new Sources(
                Optional.of(new Endless("base", LITTLE, 1, reads)), List.of(new Endless("a", LITTLE, 7, reads)), facts);
        var asked = new AtomicInteger();

        facts.findLeast(sources, 0.2, new JobContext() {
            @Override
            public void checkpoint() {
                asked.incrementAndGet();
                assertThat(Thread.holdsLock(facts)).isFalse();
            }

            @Override
            public void progress(Progress progress) {}
        });

        assertThat(asked.get()).isPositive();
    }

    @Test
    void whatWasFoundBeforehandIsNotCountedAgain() throws StockpotException {
        Soup soup = soup("ties", LITTLE, 0.5);
        soup.prepare(JobContext.detached());
        reads.set(0);

        soup.prepare(JobContext.detached());
        soup.read("w", 0, 10);

        assertThat(reads).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({"arithmetic, 0.5", "slerp, 0.5", "dare, 0.5", "'ties:density=0.2,scope=tensor', 0.5", "ties, 0"})
    void whoeverTrimsNoWholeModelReadsNothingBeforehand(String method, double weight) throws StockpotException {
        soup(method, LITTLE, weight).prepare(JobContext.detached());

        assertThat(reads).hasValue(0);
    }
}
