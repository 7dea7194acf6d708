package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class BatchNormEstimationTest {
    @Test
    void averagesOverBatchesWhateverTheirSizes() throws Exception {
        var network = new Reports(List.of(1f, 3f, 11f));

        Map<String, float[]> found = BatchNormEstimation.measure(network, images(8), 3, JobContext.detached());

        assertThat(network.counts).containsExactly(3, 3, 2);
        assertThat(found.keySet()).containsExactly("bn.running_mean");
        assertThat(found.get("bn.running_mean")).containsExactly(5f, -5f);
    }

    @Test
    void leavesOutALastBatchOfOneImage() throws Exception {
        var network = new Reports(List.of(1f, 3f));
        BatchNormEstimation.measure(network, images(7), 3, JobContext.detached());
        assertThat(network.counts).containsExactly(3, 3);
    }

    @Test
    void stopsAtTheFirstBatchWhereThereIsNoBatchNorm() throws Exception {
        var network = new Reports(List.of());
        assertThat(BatchNormEstimation.measure(network, images(8), 2, JobContext.detached()))
                .isEmpty();
        assertThat(network.counts).hasSize(1);
    }

    @Test
    void refusesASingleImage() {
        assertThatThrownBy(
                        () -> BatchNormEstimation.measure(new Reports(List.of()), images(1), 2, JobContext.detached()))
                .isInstanceOf(StockpotException.class)
                .hasMessage("made up has 1 images: batch norm is measured on at least 2.");
    }

    @Test
    void stopsBetweenTwoBatches() {
        var network = new Reports(List.of(1f, 3f, 11f));
        var context = new JobContext() {
            @Override
            public void checkpoint() {
                if (network.counts.size() == 2) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {}
        };
        assertThatThrownBy(() -> BatchNormEstimation.measure(network, images(8), 2, context))
                .isInstanceOf(CancellationException.class);
        assertThat(network.counts).hasSize(2);
    }

    private static PreparedSet images(int size) throws StockpotException {
        return PreparedSet.prepare(
                "made up",
                Role.VALIDATION,
                new ImageSet() {
                    @Override
                    public String name() {
                        return "made up";
                    }

                    @Override
                    public int size() {
                        return size;
                    }

                    @Override
                    public List<String> classes() {
                        return List.of("only");
                    }

                    @Override
                    public int label(int index) {
                        return 0;
                    }

                    @Override
                    public Pixels image(int index) {
                        return new Pixels(1, 1, 1, new byte[] {(byte) index});
                    }
                },
                Preprocessing.clip(1, 1),
                JobContext.detached());
    }

    /** Says the next number for every batch. */
    private static final class Reports implements BatchNormNetwork {
        private final List<Float> numbers;
        private final List<Integer> counts = new ArrayList<>();

        Reports(List<Float> numbers) {
            this.numbers = numbers;
        }

        @Override
        public Map<String, float[]> batchStatistics(float[] images, int count) {
            counts.add(count);
            if (numbers.isEmpty()) {
                return Map.of();
            }
            float next = numbers.get(counts.size() - 1);
            return Map.of("bn.running_mean", new float[] {next, -next});
        }

        @Override
        public Architecture architecture() {
            return Architecture.whole("reports", Preprocessing.clip(1, 1), 1, Set.of());
        }

        @Override
        public void replace(TensorSource weights, Collection<String> tensors) {}

        @Override
        public float[] logits(float[] images, int count) {
            return new float[count];
        }

        @Override
        public void close() {}
    }
}
