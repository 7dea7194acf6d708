package org.stockpot.ui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Program;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

class EngineModelTest {
    private final Packed backend = new Packed();
    private final Workbench workbench =
            new Workbench(backend, new QueueLane("device", Runnable::run), new QueueLane("io", Runnable::run));
    private final Notices notices = new Notices();
    private final Tasks tasks = new Tasks(notices, error -> {});
    private final CountDownLatch known = new CountDownLatch(1);

    @AfterEach
    void close() {
        backend.goOn.countDown();
        workbench.close();
    }

    @Test
    void theFirstUnpackingIsATaskOfItsOwn() throws Exception {
        ready();

        assertThat(tasks.running()).extracting(RunningTask::name).containsExactly("Unpack the engine, once: 448 MB");
        backend.halfway.await();
        tasks.poll();
        RunningTask task = tasks.running().get(0);
        assertThat(task.detailProperty().get()).matches("224/448 · 0:\\d\\d.*");
        assertThat(task.fractionProperty().get()).isEqualTo(0.5);

        backend.goOn.countDown();
        workbench.device().call(context -> true);
        tasks.poll();
        assertThat(tasks.running()).isEmpty();
        assertThat(tasks.finished()).extracting(one -> one.end().outcome()).containsExactly(FinishedTask.Outcome.DONE);
    }

    @Test
    void whatIsUnpackedIsNotMentioned() throws Exception {
        backend.bytes = 0;
        ready();
        assertThat(tasks.running()).isEmpty();
    }

    @Test
    void aFailureIsANotice() throws Exception {
        backend.problem = Optional.of(new StockpotException("The disk is full."));
        backend.goOn.countDown();
        ready();
        workbench.device().call(context -> true);
        assertThat(notices.all()).extracting(Notice::text).containsExactly("The disk is full.");
    }

    private void ready() throws InterruptedException {
        new EngineModel(workbench, tasks).ready(known::countDown);
        known.await();
    }

    /** An engine that can be unpacked, and nothing else. */
    private static final class Packed implements Backend {
        private final CountDownLatch halfway = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile long bytes = 448_069_218;
        private volatile Optional<StockpotException> problem = Optional.empty();

        @Override
        public long packedBytes() {
            return bytes;
        }

        @Override
        public void unpack(Told doing, JobContext context) throws StockpotException {
            context.progress(new Progress(doing, 224, 448));
            halfway.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (problem.isPresent()) {
                throw problem.get();
            }
        }

        @Override
        public Architecture recognise(String subject, Map<String, TensorSpec> tensors) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Architecture recognise(String subject, Map<String, TensorSpec> tensors, int size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int embedding(String subject, Map<String, TensorSpec> tensors) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Network load(TensorSource weights, int size, Optional<String> variant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BatchNormNetwork load(TensorSource weights, Program program) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String device() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
