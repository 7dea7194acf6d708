package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.GradientNetwork;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Known networks are differentiated as PyTorch does it. */
class GradientNetworkTest {
    private static final Map<String, Loss> LOSSES =
            Map.of("cross", new Loss.CrossEntropy(1.5), "entropy", new Loss.Entropy());

    /** Steps that left their arrays behind would keep at least 10 MB each. */
    private static final long ALLOWED = 100 << 20;

    private final DjlBackend backend = new DjlBackend(EngineOptions.usual().withNotes(new FixedBatch(2, 4)));

    @ParameterizedTest
    @CsvSource({"perceptron, 7, 1, 6", "clip, 5, 1, 8", "vit, 5, 3, 16", "residual, 5, 1, 9", "convnext, 4, 1, 32"})
    void gradientsAgreeWithPyTorchToOnePartInTenThousand(String fixture, int count, int channels, int size)
            throws Exception {
        PreparedSet set = GradientFixture.set(count, channels, size);
        try (GradientNetwork network = network(fixture, size);
                Checkpoint found = GradientFixture.found(fixture + "-found")) {
            for (Map.Entry<String, Loss> loss : LOSSES.entrySet()) {
                Map<String, float[]> gradients = new LinkedHashMap<>();

                Loss.Reading read = network.gradient(
                        new ImageBatch(set, 0, count), loss.getValue(), gradients::put, JobContext.detached());

                assertThat(read.value()).isCloseTo(found.floats(loss.getKey() + ".value")[0], within(1e-5));
                assertThat(gradients.keySet()).isEqualTo(network.architecture().usedTensors());
                assertDigests(gradients, loss.getKey(), found);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"perceptron, 7, 1, 6", "clip, 5, 1, 8", "vit, 5, 3, 16", "residual, 5, 1, 9", "convnext, 4, 1, 32"})
    void fisherInformationAgreesWithPyTorchToOnePartInTenThousand(String fixture, int count, int channels, int size)
            throws Exception {
        PreparedSet set = GradientFixture.set(count, channels, size);
        try (GradientNetwork network = network(fixture, size);
                Checkpoint found = GradientFixture.found(fixture + "-found")) {
            Map<String, float[]> sums = new LinkedHashMap<>();

            network.fisher(new ImageBatch(set, 0, count), sums::put, JobContext.detached());

            assertThat(sums.keySet()).isEqualTo(names(found, "fisher."));
            assertDigests(sums, "fisher", found);
        }
    }

    @ParameterizedTest
    @CsvSource({"perceptron, 7, 1, 6", "vit, 5, 3, 16", "residual, 5, 1, 9", "convnext, 4, 1, 32"})
    void whatGoesIntoLinearLayersIsWhatPyTorchSees(String fixture, int count, int channels, int size) throws Exception {
        PreparedSet set = GradientFixture.set(count, channels, size);
        try (GradientNetwork network = network(fixture, size);
                Checkpoint found = GradientFixture.found(fixture + "-found")) {
            Map<String, float[]> sums = new LinkedHashMap<>();

            network.gram(new ImageBatch(set, 0, count), sums::put, JobContext.detached());

            assertThat(sums.keySet()).isEqualTo(names(found, "gram."));
            assertDigests(sums, "gram", found);
        }
    }

    @Test
    void theNetworkIsAsBeforeBitForBit() throws Exception {
        PreparedSet set = GradientFixture.set(5, 1, 9);
        try (GradientNetwork network = network("residual", 9)) {
            float[] before = network.logits(set, 0, 5);

            network.gradient(
                    new ImageBatch(set, 0, 5), new Loss.Entropy(), (tensor, values) -> {}, JobContext.detached());
            network.fisher(new ImageBatch(set, 0, 2), (tensor, values) -> {}, JobContext.detached());
            network.gram(new ImageBatch(set, 0, 5), (tensor, values) -> {}, JobContext.detached());

            assertThat(network.logits(set, 0, 5)).containsExactly(before);
        }
    }

    @Test
    void aCancelledJobEndsInTheMiddleOfABatchAndTheNetworkIsAsBefore() throws Exception {
        PreparedSet set = GradientFixture.set(150, 1, 6);
        var batch = new ImageBatch(set, 0, 150);
        try (GradientNetwork network = network("perceptron", 6)) {
            float[] before = network.logits(set, 0, 150);

            assertThatThrownBy(() ->
                            network.gradient(batch, new Loss.Entropy(), (tensor, values) -> {}, cancelledWhenAsked(2)))
                    .isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> network.fisher(batch, (tensor, values) -> {}, cancelledWhenAsked(40)))
                    .isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> network.gram(batch, (tensor, values) -> {}, cancelledWhenAsked(2)))
                    .isInstanceOf(CancellationException.class);

            assertThat(network.logits(set, 0, 150)).isEqualTo(before);
        }
    }

    private static JobContext cancelledWhenAsked(int times) {
        return new JobContext() {
            private int asked;

            @Override
            public void checkpoint() {
                throw new AssertionError("lets others in");
            }

            @Override
            public void endIfCancelled() {
                asked++;
                if (asked == times) {
                    throw new CancellationException();
                }
            }

            @Override
            public void progress(Progress progress) {}
        };
    }

    @Test
    void aBatchThatRunsInSeveralPassesHasTheGradientOfTheWhole() throws Exception {
        PreparedSet set = GradientFixture.set(150, 1, 6);
        try (GradientNetwork network = network("perceptron", 6)) {
            Map<String, float[]> whole = new LinkedHashMap<>();
            Map<String, double[]> mean = new LinkedHashMap<>();
            Loss loss = new Loss.CrossEntropy(1);

            Loss.Reading read = network.gradient(new ImageBatch(set, 0, 150), loss, whole::put, JobContext.detached());

            double value = 0;
            for (int part = 0; part < 3; part++) {
                value += network.gradient(
                                        new ImageBatch(set, 50 * part, 50 * part + 50),
                                        loss,
                                        (tensor, values) -> {
                                            double[] sum =
                                                    mean.computeIfAbsent(tensor, name -> new double[values.length]);
                                            Arrays.setAll(sum, i -> sum[i] + values[i] / 3);
                                        },
                                        JobContext.detached())
                                .value()
                        / 3;
            }
            assertThat(read.value()).isCloseTo(value, within(1e-6));
            for (Map.Entry<String, float[]> one : whole.entrySet()) {
                for (int i = 0; i < one.getValue().length; i++) {
                    assertThat(one.getValue()[i]).isCloseTo((float) mean.get(one.getKey())[i], within(1e-6f));
                }
            }
        }
    }

    @Test
    void fiftyStepsTakeNoMoreMemoryThanFive() throws Exception {
        PreparedSet set = GradientFixture.set(4, 1, 28);
        try (GradientNetwork network = (GradientNetwork) backend.load(FormulaWeights.of("wide", wide()), 28)) {
            steps(network, set, 5);
            int arrays = ((DjlNetwork) network).arrayCount();
            long before = Malloc.inUse();

            steps(network, set, 45);

            assertThat(((DjlNetwork) network).arrayCount()).isEqualTo(arrays);
            assertThat(Malloc.growth(before, ALLOWED)).isLessThanOrEqualTo(ALLOWED);
        }
    }

    private static void steps(GradientNetwork network, PreparedSet set, int steps) throws StockpotException {
        var batch = new ImageBatch(set, 0, 4);
        for (int step = 0; step < steps; step++) {
            network.gradient(batch, new Loss.CrossEntropy(1), (tensor, values) -> {}, JobContext.detached());
            network.fisher(new ImageBatch(set, 0, 1), (tensor, values) -> {}, JobContext.detached());
            network.gram(batch, (tensor, values) -> {}, JobContext.detached());
        }
    }

    private static Map<String, TensorSpec> wide() {
        Map<String, TensorSpec> specs = new LinkedHashMap<>();
        specs.put("0.weight", new TensorSpec(DType.F32, Shape.of(1024, 784)));
        specs.put("1.weight", new TensorSpec(DType.F32, Shape.of(1536, 1024)));
        specs.put("2.weight", new TensorSpec(DType.F32, Shape.of(2, 1536)));
        return specs;
    }

    private GradientNetwork network(String fixture, int size) throws Exception {
        Map<String, TensorSpec> specs = new LinkedHashMap<>(
                FormulaWeights.of("gradient/" + fixture + ".safetensors").specs());
        specs.remove(FormulaWeights.IMAGES);
        return (GradientNetwork) backend.load(FormulaWeights.of(fixture, specs), size);
    }

    private static Set<String> names(Checkpoint found, String beginning) {
        return found.specs().keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .map(name -> name.substring(beginning.length()))
                .collect(Collectors.toSet());
    }

    private static void assertDigests(Map<String, float[]> values, String kind, Checkpoint found)
            throws StockpotException {
        double largest = 0;
        for (String tensor : values.keySet()) {
            largest = Math.max(largest, found.floats(kind + "." + tensor)[2]);
        }
        for (Map.Entry<String, float[]> one : values.entrySet()) {
            float[] expected = found.floats(kind + "." + one.getKey());
            double[] digest = GradientFixture.digest(one.getKey(), one.getValue());
            // A gradient that is zero but for rounding, as that of a key's bias, cannot be right to a part of itself.
            double scale = expected[2] + 1e-3 * largest;
            for (int i = 0; i < digest.length; i++) {
                assertThat(digest[i]).as("%s of %s", kind, one.getKey()).isCloseTo(expected[i], within(1e-4 * scale));
            }
        }
    }
}
