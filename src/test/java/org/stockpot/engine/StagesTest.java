package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.engine.network.Blueprint;
import org.stockpot.engine.network.Families;
import org.stockpot.engine.network.Ops;
import org.stockpot.engine.network.Section;
import org.stockpot.engine.network.Slot;
import org.stockpot.engine.network.Weights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class StagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "openclip-quickgelu-scaled",
                "huggingface-projection",
                "huggingface-classifier",
                "timm-distilled",
                "timm-registers-mean",
                "timm-registers-placed",
                "timm-qk-norm",
                "timm-clip-gelu",
                "torchvision-vit"
            })
    void leavesNothingBehindButItsResult(String file) throws Exception {
        try (TensorSource fixture = FormulaWeights.of("vit/" + file + ".safetensors");
                NDManager scope = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            Blueprint network = Families.recognise(fixture.name(), fixture.specs());
            Map<String, NDArray> weights = new HashMap<>();
            for (Section section : network.sections()) {
                for (Slot slot : section.slots()) {
                    weights.put(
                            slot.tensor(),
                            scope.create(
                                    fixture.floats(slot.tensor()),
                                    new Shape(slot.shape().toArray())));
                }
            }
            try (NDManager batch = scope.newSubManager()) {
                long[] shape = fixture.spec(FormulaWeights.IMAGES).shape().toArray();
                NDArray images = batch.create(fixture.floats(FormulaWeights.IMAGES), new Shape(shape));

                NDArray logits = network.run(
                        Ops.INFERENCE,
                        new Weights(weights),
                        0,
                        network.sections().size(),
                        images);

                assertThat(batch.getManagedArrays()).containsExactlyInAnyOrder(images, logits);
            }
            assertThat(scope.getManagedArrays()).hasSize(weights.size());
        }
    }

    @Test
    void canBeTrained() throws Exception {
        try (TensorSource fixture = fixture();
                var trainer = new ClipVitTrainer(fixture, new ClipVitTrainer.Schedule(1e-2, 1, 20), 0.01)) {
            float[] images = fixture.floats("fixture.images");
            float[] targets = {1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0};
            float before = trainer.step(images, targets, 3);
            float after = before;
            for (int step = 0; step < 20; step++) {
                after = trainer.step(images, targets, 3);
            }

            assertThat(after).isLessThan(0.6f * before);
        }
    }

    private static TensorSource fixture() throws URISyntaxException, StockpotException {
        return Checkpoints.open(Path.of(Objects.requireNonNull(StagesTest.class.getResource("clip-grey.safetensors"))
                .toURI()));
    }
}
