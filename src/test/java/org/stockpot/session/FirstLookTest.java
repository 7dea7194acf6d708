package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;

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

    private static Examination look(Checkpoint checkpoint, JobContext context) throws Exception {
        return new FirstLook("one", checkpoint.files(), checkpoint, Optional.empty(), context)
                .examination(Optional.empty());
    }
}
