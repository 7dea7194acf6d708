package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Families;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Section;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;

/** Stages of convolutional networks are pure functions of their weights and the stage before. */
class ConvStagesTest {
    private final NDManager scope = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Weights weights = new Weights(arrays);

    @AfterEach
    void free() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar-resnet", "grey-resnet", "timm-compiled-resnet10t", "timm-convnext"})
    void aStageStartsFromACopyOfTheOneBeforeAsFromItself(String fixture) throws Exception {
        Blueprint network = load(fixture);
        int end = network.sections().size();
        try (NDManager batch = scope.newSubManager()) {
            NDArray images = images(fixture, batch);
            float[] whole = network.run(Ops.INFERENCE, weights, 0, end, images).toFloatArray();
            for (int boundary = 1; boundary < end; boundary++) {
                NDArray before = network.run(Ops.INFERENCE, weights, 0, boundary, images);
                long count = images.getShape().get(0);
                assertThat(before.getShape().size())
                        .isEqualTo(count
                                * network.sections().get(boundary - 1).stage().values());
                NDArray copy = batch.create(before.toFloatArray(), before.getShape());

                assertThat(network.run(Ops.INFERENCE, weights, boundary, end, copy)
                                .toFloatArray())
                        .as(network.sections().get(boundary).stage().name())
                        .containsExactly(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar-resnet", "timm-compiled-resnet10t", "timm-convnext", "mlp-grey"})
    void leavesNothingBehindButItsResult(String fixture) throws Exception {
        Blueprint network = load(fixture);
        try (NDManager batch = scope.newSubManager()) {
            NDArray images = images(fixture, batch);

            NDArray logits =
                    network.run(Ops.INFERENCE, weights, 0, network.sections().size(), images);

            assertThat(batch.getManagedArrays()).containsExactlyInAnyOrder(images, logits);
        }
        assertThat(scope.getManagedArrays()).hasSize(arrays.size());
    }

    /** The tensors stand before and behind a large and a small convolution, and in front of none. */
    @Test
    void gradientsAreThoseOfTheWholeBatchNorm() throws Exception {
        List<String> tensors = List.of(
                "conv1.weight",
                "layer1.0.bn1.weight",
                "layer1.0.bn2.running_mean",
                "layer3.1.bn1.running_var",
                "layer3.1.bn2.bias",
                "layer3.0.shortcut.0.weight");
        Blueprint network = load("cifar-resnet");
        try (NDManager batch = scope.newSubManager()) {
            NDArray images = images("cifar-resnet", batch);
            arrays.values().forEach(array -> array.setRequiresGradient(true));
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(
                        network.run(Ops.TRAINING, weights, 0, network.sections().size(), images)
                                .sum());
            }
            Map<String, float[]> gradients = new HashMap<>();
            arrays.forEach(
                    (name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
            arrays.values().forEach(array -> array.setRequiresGradient(false));

            for (String tensor : tensors) {
                float[] gradient = gradients.get(tensor);
                double length = 0;
                for (float part : gradient) {
                    length += part * part;
                }
                length = Math.sqrt(length);
                double change = moved(network, images, tensor, gradient, 1e-2 / length)
                        - moved(network, images, tensor, gradient, -1e-2 / length);
                assertThat(change / 2e-2).as(tensor).isCloseTo(length, within(0.02 * length));
            }
        }
    }

    /** The sum of the logits where a tensor is moved along a direction. */
    private double moved(Blueprint network, NDArray images, String tensor, float[] direction, double by) {
        NDArray weight = arrays.get(tensor);
        float[] before = weight.toFloatArray();
        float[] after = before.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] += (float) (by * direction[i]);
        }
        weight.set(after);
        double sum = 0;
        for (float logit : network.run(
                        Ops.INFERENCE, weights, 0, network.sections().size(), images)
                .toFloatArray()) {
            sum += logit;
        }
        weight.set(before);
        return sum;
    }

    private Blueprint load(String fixture) throws Exception {
        FormulaWeights source = FormulaWeights.of("conv/" + fixture + ".safetensors");
        var specs = new HashMap<>(source.specs());
        long size = specs.remove(FormulaWeights.IMAGES).shape().extent(2);
        Blueprint network = Families.recognise(fixture, specs, (int) size);
        for (Section section : network.sections()) {
            for (Slot slot : section.slots()) {
                try (NDArray values = scope.create(
                        source.floats(slot.tensor()), new Shape(slot.shape().toArray()))) {
                    arrays.put(slot.tensor(), slot.kept(values));
                }
            }
        }
        return network;
    }

    private static NDArray images(String fixture, NDManager batch) throws Exception {
        FormulaWeights source = FormulaWeights.of("conv/" + fixture + ".safetensors");
        return batch.create(
                source.floats(FormulaWeights.IMAGES),
                new Shape(source.specs().get(FormulaWeights.IMAGES).shape().toArray()));
    }
}
