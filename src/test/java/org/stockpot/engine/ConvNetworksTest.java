package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Network;
import org.stockpot.tensor.Overlay;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Convolutional networks and multilayer perceptrons compute what PyTorch computes. */
class ConvNetworksTest {
    private final DjlBackend backend = new DjlBackend();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torchvision-resnet18 | ResNet-18
            torchvision-resnet34 | ResNet-34
            torchvision-resnet50 | ResNet-50
            torchvision-resnet101 | ResNet-101
            torchvision-resnext | ResNeXt-14 4 × 8d
            torchvision-wide | Wide ResNet-14-2
            timm-resnet18 | ResNet-18
            timm-resnet14t | ResNet-14, deep stem
            timm-compiled-resnet10t | ResNet-10, deep stem
            cifar-resnet | ResNet-14, 3 × 3 stem without pooling
            cifar-resnet18 | ResNet-18, 3 × 3 stem without pooling
            cifar-resnet-epsilon | ResNet-6, 3 × 3 stem without pooling
            grey-resnet | ResNet-6, 3 × 3 stem without pooling
            torchvision-convnext-tiny | ConvNeXt-T
            timm-convnext | ConvNeXt, 1-2-1-1 blocks × 8
            timm-convnext-unscaled | ConvNeXt, 1-2-1-1 blocks × 8
            timm-convnext-epsilon | ConvNeXt, 1-2-1-1 blocks × 8
            original-convnext | ConvNeXt, 1-2-1-1 blocks × 8
            huggingface-convnext | ConvNeXt, 1-2-1-1 blocks × 8
            huggingface-convnext-unscaled | ConvNeXt, 1-2-1-1 blocks × 8
            mlp-grey | MLP, 784 → 20 → 16 → 10, ReLU assumed
            mlp-colour | MLP, 192 → 12 → 12 → 12 → 12 → 12 → 12 → 12 → 12 → 12 → 12 → 10, ReLU assumed
            """)
    void agreesWithPyTorchToOnePartInTenThousand(String fixture, String name) throws Exception {
        FormulaWeights weights = FormulaWeights.of("conv/" + fixture + ".safetensors");
        org.stockpot.tensor.Shape images =
                weights.specs().get(FormulaWeights.IMAGES).shape();

        try (Network network = backend.load(Trained.of(weights), (int) images.extent(2))) {
            float[] logits = network.logits(weights.floats(FormulaWeights.IMAGES), (int) images.extent(0));

            assertThat(network.architecture().name()).isEqualTo(name);
            assertThat(network.architecture().channels()).isEqualTo((int) images.extent(1));
            assertThat(network.architecture().usedTensors())
                    .isEqualTo(Trained.of(weights).used());
            assertClose(logits, weights.logits());
        }
    }

    @Test
    void takesReplacedTensorsAtOnce() throws Exception {
        FormulaWeights weights = FormulaWeights.of("conv/cifar-resnet.safetensors");
        float[] images = weights.floats(FormulaWeights.IMAGES);
        List<String> tensors = List.of("layer2.0.conv1.weight", "layer2.0.bn1.running_var");
        try (Network network = backend.load(weights)) {
            assertClose(network.logits(images, 6), weights.logits());

            network.replace(
                    new Overlay(
                            weights,
                            tensors.stream().collect(Collectors.toMap(name -> name, name -> other(weights, name)))),
                    tensors);

            assertClose(network.logits(images, 6), golden("cifar-resnet-replaced", "fixture.logits"));
            network.replace(weights, tensors);
            assertClose(network.logits(images, 6), weights.logits());
        }
    }

    /** What the formula gives for the same tensor of another network. */
    private static float[] other(FormulaWeights weights, String tensor) {
        TensorSpec spec = weights.specs().get(tensor);
        try {
            return FormulaWeights.of("other", Map.of("other." + tensor, spec)).floats("other." + tensor);
        } catch (StockpotException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void measuresBatchNormStatisticsAsPyTorchDoes() throws Exception {
        FormulaWeights weights = FormulaWeights.of("conv/cifar-resnet.safetensors");
        float[] images = FormulaWeights.of("more", Map.of(FormulaWeights.IMAGES, images(12)))
                .floats(FormulaWeights.IMAGES);
        int values = 3 * 32 * 32;
        try (BatchNormNetwork network = (BatchNormNetwork) backend.load(weights)) {
            float[] before = network.logits(images, 6);

            List<Map<String, float[]>> batches = List.of(
                    network.batchStatistics(images, 5),
                    network.batchStatistics(Arrays.copyOfRange(images, 5 * values, 10 * values), 5),
                    network.batchStatistics(Arrays.copyOfRange(images, 10 * values, 12 * values), 2));

            assertThat(network.logits(images, 6)).containsExactly(before);
            Map<String, float[]> measured = batches.get(0).keySet().stream()
                    .collect(Collectors.toMap(name -> name, name -> mean(batches, name)));
            assertThat(measured.keySet())
                    .isEqualTo(weights.specs().keySet().stream()
                            .filter(name -> name.contains(".running_"))
                            .collect(Collectors.toSet()));
            for (Map.Entry<String, float[]> statistic : measured.entrySet()) {
                assertClose(statistic.getValue(), golden("cifar-resnet-measured", statistic.getKey()));
            }
            network.replace(new Overlay(weights, measured), measured.keySet());
            assertClose(network.logits(images, 6), golden("cifar-resnet-measured", "fixture.logits"));
        }
    }

    private static TensorSpec images(int count) {
        return new TensorSpec(org.stockpot.tensor.DType.F32, org.stockpot.tensor.Shape.of(count, 3, 32, 32));
    }

    private static float[] mean(List<Map<String, float[]>> batches, String name) {
        var mean = new float[batches.get(0).get(name).length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (Map<String, float[]> batch : batches) {
                sum += batch.get(name)[i];
            }
            mean[i] = (float) (sum / batches.size());
        }
        return mean;
    }

    @Test
    void hasNoStatisticsToMeasureWithoutBatchNorm() throws Exception {
        FormulaWeights weights = FormulaWeights.of("conv/timm-convnext.safetensors");
        try (BatchNormNetwork network = (BatchNormNetwork) backend.load(weights)) {
            assertThat(network.batchStatistics(new float[2 * 224 * 224], 2)).isEmpty();
        }
    }

    private static float[] golden(String file, String tensor) throws StockpotException, URISyntaxException {
        try (TensorSource fixture = Checkpoints.open(
                Path.of(Objects.requireNonNull(ConvNetworksTest.class.getResource("conv/" + file + ".safetensors"))
                        .toURI()))) {
            return fixture.floats(tensor);
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f * largest));
        }
    }

    /** A fixture's weights without its images, as a checkpoint has them. */
    private record Trained(FormulaWeights fixture, Map<String, TensorSpec> specs) implements TensorSource {
        static Trained of(FormulaWeights fixture) {
            return new Trained(
                    fixture,
                    fixture.specs().entrySet().stream()
                            .filter(tensor -> !tensor.getKey().equals(FormulaWeights.IMAGES))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }

        Set<String> used() {
            return specs.keySet().stream()
                    .filter(name -> !name.endsWith("num_batches_tracked"))
                    .collect(Collectors.toSet());
        }

        @Override
        public String name() {
            return fixture.name();
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) {
            return fixture.read(tensor, first, count);
        }

        @Override
        public void close() {}
    }
}
