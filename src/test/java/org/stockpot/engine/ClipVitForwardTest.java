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
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class ClipVitForwardTest {
    @Test
    void leavesNothingBehindButItsResult() throws Exception {
        try (TensorSource fixture = fixture();
                NDManager scope = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            ClipVit network = ClipVit.recognise(fixture.name(), fixture.specs());
            Map<String, NDArray> weights = new HashMap<>();
            for (Map.Entry<String, String> entry : network.names().entrySet()) {
                long[] extents = network.shapes().get(entry.getKey()).toArray();
                weights.put(entry.getKey(), scope.create(fixture.floats(entry.getValue()), new Shape(extents)));
            }
            var forward = new ClipVitForward(network, false);
            try (NDManager batch = scope.newSubManager()) {
                NDArray images = batch.create(fixture.floats("fixture.images"), new Shape(3, 1, 12, 12));

                NDArray logits = forward.logits(weights, images);

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
        return Checkpoints.open(
                Path.of(Objects.requireNonNull(ClipVitForwardTest.class.getResource("clip-grey.safetensors"))
                        .toURI()));
    }
}
