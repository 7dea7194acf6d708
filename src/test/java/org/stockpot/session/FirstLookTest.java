package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

class FirstLookTest {
    private static final int OFTEN = 100;

    @TempDir
    Path folder;

    /** Urgent jobs run inside a checkpoint, so it must never be asked for on another thread. */
    @Test
    void asksTheLaneOnTheLanesThreadAlone() throws Exception {
        Path file = new TinyKitchen(folder).checkpoint("one", 1);
        String expected = Sha256.of(file, WriteProgress.NONE);
        Set<Thread> asking = ConcurrentHashMap.newKeySet();
        var context = new JobContext() {
            @Override
            public void checkpoint() {
                asking.add(Thread.currentThread());
            }

            @Override
            public void progress(Progress progress) {
                asking.add(Thread.currentThread());
            }
        };
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            for (int time = 0; time < OFTEN; time++) {
                Examination found = look(checkpoint, context);
                assertThat(found.sha256()).isEqualTo(expected);
                assertThat(found.scan().nonFinite()).isZero();
            }
        }
        assertThat(asking).containsExactly(Thread.currentThread());
    }

    @Test
    void endsWhenItIsCancelled() throws Exception {
        Path file = new TinyKitchen(folder).checkpoint("one", 1);
        var context = new JobContext() {
            @Override
            public void checkpoint() {
                throw new CancellationException();
            }

            @Override
            public void progress(Progress progress) {}
        };
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            assertThatThrownBy(() -> look(checkpoint, context)).isInstanceOf(CancellationException.class);
        }
    }

    /** Hashing so much takes many seconds, and reading the values long enough for the other thread to begin with it. */
    @Test
    void endsWhenItIsCancelledWhileOneThreadOnlyWaitsForTheOther() throws Exception {
        Path file = new TinyKitchen(folder).checkpoint("one", 1);
        Path large = folder.resolve("large");
        try (var made = new RandomAccessFile(large.toFile(), "rw")) {
            made.setLength(16L << 30);
        }
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            long begin = System.nanoTime();
            JobContext context = new JobContext() {
                @Override
                public void checkpoint() {
                    if (System.nanoTime() - begin > 1_000_000_000) {
                        throw new CancellationException();
                    }
                }

                @Override
                public void progress(Progress progress) {}
            };
            var look = new FirstLook("one", List.of(large), new Slow(checkpoint), Optional.empty(), context);
            assertThatThrownBy(() -> look.examination(Optional.empty())).isInstanceOf(CancellationException.class);
        }
    }

    private static Examination look(Checkpoint checkpoint, JobContext context) throws Exception {
        return new FirstLook("one", checkpoint.files(), checkpoint, Optional.empty(), context)
                .examination(Optional.empty());
    }

    private record Slow(TensorSource source) implements TensorSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Map<String, TensorSpec> specs() {
            return source.specs();
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            LockSupport.parkNanos(20_000_000);
            return source.read(tensor, first, count);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
