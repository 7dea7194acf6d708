package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.evaluate.Network;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

class DjlBackendTest {
    private final DjlBackend backend = new DjlBackend();

    @ParameterizedTest
    @CsvSource({"clip-grey.safetensors, 12, 1", "clip-colour.safetensors, 8, 3"})
    void agreesWithPyTorchToOnePartInTenThousand(String file, int size, int channels) throws Exception {
        try (TensorSource fixture = fixture(file);
                Network network = backend.load(fixture)) {
            float[] expected = fixture.floats("fixture.logits");

            float[] logits = network.logits(fixture.floats("fixture.images"), 3);

            assertThat(network.architecture().inputSize()).isEqualTo(size);
            assertThat(network.architecture().channels()).isEqualTo(channels);
            assertClose(logits, expected);
        }
    }

    @Test
    void runsManyImagesInPassesAndGivesTheSameLogits() throws Exception {
        try (TensorSource fixture = fixture("clip-grey.safetensors");
                Network network = backend.load(fixture)) {
            float[] three = fixture.floats("fixture.images");
            float[] expected = fixture.floats("fixture.logits");
            int copies = 500;
            var many = new float[copies * three.length];
            for (int i = 0; i < copies; i++) {
                System.arraycopy(three, 0, many, i * three.length, three.length);
            }

            float[] logits = network.logits(many, 3 * copies);

            assertThat(logits).hasSize(copies * expected.length);
            for (int i = 0; i < copies; i += 83) {
                assertClose(
                        java.util.Arrays.copyOfRange(logits, i * expected.length, (i + 1) * expected.length), expected);
            }
            assertThat(network.logits(many, 0)).isEmpty();
        }
    }

    @Test
    void replacesOnlyTheNamedTensorsAndThoseItUses() throws Exception {
        try (TensorSource fixture = fixture("clip-grey.safetensors");
                Network network = backend.load(fixture)) {
            float[] images = fixture.floats("fixture.images");
            float[] expected = fixture.floats("fixture.logits");
            var zeros = Edited.of(fixture, "zeros");
            String bias = "classification_head.bias";
            zeros.values.replaceAll((name, values) -> new float[values.length]);

            network.replace(zeros, List.of(bias, "fixture.images", "no.such.tensor"));

            float[] moved = network.logits(images, 3);
            float[] before = fixture.floats(bias);
            for (int i = 0; i < moved.length; i++) {
                assertThat(moved[i]).isCloseTo(expected[i] - before[i % before.length], within(1e-4f));
            }
            network.replace(fixture, List.of(bias));
            assertClose(network.logits(images, 3), expected);
        }
    }

    @Test
    void replacesInPlaceAThousandTimes() throws Exception {
        try (TensorSource fixture = fixture("clip-grey.safetensors");
                Network network = backend.load(fixture)) {
            float[] images = fixture.floats("fixture.images");
            float[] expected = network.logits(images, 3);
            var other = Edited.of(fixture, "other");
            other.values.replaceAll((name, values) -> new float[values.length]);
            List<String> tensors = List.copyOf(network.architecture().usedTensors());
            int before = ((DjlNetwork) network).arrayCount();

            for (int round = 0; round < 1000; round++) {
                network.replace(round % 2 == 0 ? other : fixture, tensors);
            }

            assertThat(((DjlNetwork) network).arrayCount()).isEqualTo(before);
            assertThat(network.logits(images, 3)).containsExactly(expected);
        }
    }

    @Test
    void refusesAReplacementOfAnotherShape() throws Exception {
        try (TensorSource fixture = fixture("clip-grey.safetensors");
                Network network = backend.load(fixture)) {
            var other = Edited.of(fixture, "other.pt");
            other.specs.put("model.visual.proj", new TensorSpec(DType.F32, Shape.of(2, 2)));

            assertThatThrownBy(() -> network.replace(other, List.of("model.visual.proj")))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage("other.pt: tensor model.visual.proj: expected [64, 24], found F32 [2, 2].");
        }
    }

    @Test
    void saysWhatItRunsOn() throws Exception {
        assertThat(backend.device()).matches("(CPU|GPU \\d+), PyTorch 2\\.\\d+\\.\\d+.*");
    }

    @Test
    void asksTheNetworkForNothingAndReportsNothingUnlessToldTo() {
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
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

    private static TensorSource fixture(String file) throws URISyntaxException, StockpotException {
        return Checkpoints.open(Path.of(
                Objects.requireNonNull(DjlBackendTest.class.getResource(file)).toURI()));
    }

    /** A source in memory, to be edited. */
    private record Edited(String name, Map<String, TensorSpec> specs, Map<String, float[]> values)
            implements TensorSource {
        static Edited of(TensorSource source, String name) throws StockpotException {
            var specs = new LinkedHashMap<String, TensorSpec>();
            var values = new LinkedHashMap<String, float[]>();
            for (Map.Entry<String, TensorSpec> entry : source.specs().entrySet()) {
                specs.put(
                        entry.getKey(),
                        new TensorSpec(DType.F32, entry.getValue().shape()));
                values.put(entry.getKey(), source.floats(entry.getKey()));
            }
            return new Edited(name, specs, values);
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) {
            var buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Floats.encode(DType.F32, values.get(tensor), (int) first, count, buffer);
            return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void close() {}
    }
}
