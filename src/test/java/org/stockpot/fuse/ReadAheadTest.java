package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

class ReadAheadTest {
    private static final List<String> ORDER = List.of("b", "empty", "a");

    private final MemorySource memory = new MemorySource("memory")
            .with("a", DType.F32, 1, 2, 3, 4, 5)
            .stored("empty", DType.U8)
            .with("b", DType.F64, 6, 7, 8);

    /** Remembers where its reads came from. */
    private static final class Watched implements TensorSource {
        private final TensorSource source;
        private final ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
        private volatile String broken = "";

        Watched(TensorSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Map<String, TensorSpec> specs() {
            return source.specs();
        }

        @Override
        public synchronized ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            threads.add(Thread.currentThread().getName());
            if (tensor.equals(broken)) {
                throw new StockpotException("memory: " + tensor + " is torn");
            }
            return source.read(tensor, first, count);
        }

        @Override
        public void close() {
            throw new AssertionError("belongs to somebody else");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void givesTheBytesOfTheSourceWhateverTheNumberOfThreads(int threads) throws StockpotException {
        var watched = new Watched(memory);
        try (var ahead = new ReadAhead(watched, ORDER, 8, threads)) {
            assertThat(ahead.specs()).isEqualTo(memory.specs());
            for (long first = 0; first < 3; first++) {
                assertThat(ahead.read("b", first, 1)).isEqualTo(memory.read("b", first, 1));
            }
            assertThat(ahead.read("a", 0, 2)).isEqualTo(memory.read("a", 0, 2));
            assertThat(ahead.read("a", 2, 2)).isEqualTo(memory.read("a", 2, 2));
            assertThat(ahead.read("a", 4, 1)).isEqualTo(memory.read("a", 4, 1));
        }
        assertThat(watched.threads).hasSize(6).allMatch(thread -> thread.startsWith("reading ahead"));
    }

    @Test
    void passesOnWhatItDidNotForesee() throws StockpotException {
        try (var ahead = new ReadAhead(new Watched(memory), ORDER, 8, 2)) {
            assertThat(ahead.read("a", 1, 3)).isEqualTo(memory.read("a", 1, 3));
            assertThat(ahead.read("b", 0, 1)).isEqualTo(memory.read("b", 0, 1));
            assertThat(ahead.floats("a")).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    void aPieceFailsWhenItIsAskedFor() throws StockpotException {
        var watched = new Watched(memory);
        watched.broken = "a";
        try (var ahead = new ReadAhead(watched, ORDER, 100, 3)) {
            assertThat(ahead.read("b", 0, 3).remaining()).isEqualTo(24);
            assertThatThrownBy(() -> ahead.read("a", 0, 5))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage("memory: a is torn");
        }
    }

    @Test
    void noTwoPiecesShareABufferAfterOneHasFailed() throws StockpotException {
        var values = new double[40];
        Arrays.setAll(values, i -> i);
        var source = new MemorySource("memory")
                .with("first", DType.F64, values)
                .with("broken", DType.F64, 0)
                .with("last", DType.F64, values);
        var watched = new Watched(source);
        watched.broken = "broken";
        try (var ahead = new ReadAhead(watched, List.of("first", "broken", "last"), 8, 2)) {
            for (int first = 0; first < values.length; first++) {
                assertThat(ahead.read("first", first, 1)).isEqualTo(source.read("first", first, 1));
            }
            assertThatThrownBy(() -> ahead.read("broken", 0, 1)).isInstanceOf(StockpotException.class);
            for (int first = 0; first < values.length; first++) {
                ByteBuffer found = ahead.read("last", first, 1);
                // Whoever shared this buffer would have filled it by then.
                LockSupport.parkNanos(1_000_000);
                assertThat(found).isEqualTo(source.read("last", first, 1));
            }
        }
    }

    @Test
    void closingStopsBeforeTheEndAndLeavesTheSourceOpen() {
        var ahead = new ReadAhead(new Watched(memory), ORDER, 4, 2);
        ahead.close();
        assertThat(memory.closed).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("reading ahead"));
    }
}
