package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.engine.Programs.Part;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Program;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Soup;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Against real PyTorch 1.13.1 and 2.7.1, see make_program_fixtures.py. */
class ScriptNetworkTest {
    /** Weights left behind two thousand times would take more than 20 MB. */
    private static final long ALLOWED = 12 << 20;

    private final DjlBackend backend = new DjlBackend();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1.13", "2.7"})
    void givesTheLogitsThatPyTorchGives(String version) throws Exception {
        try (TensorSource golden = Programs.golden("residual-" + version)) {
            Part own = Part.of(golden, "a.");
            Program program = Programs.program(Programs.file("residual-" + version + "-a.pt"), own, 3);
            try (BatchNormNetwork network = backend.load(own, program)) {
                assertThat(network.architecture().classes()).isEqualTo(5);
                assertThat(network.architecture().usedTensors()).contains("blocks.1.bn.running_var", "scale");
                assertClose(network.logits(golden.floats("images"), 12), golden.floats("logits.a"));
                assertThat(network.logits(golden.floats("images"), 0)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.13", "2.7"})
    void replacesParametersBuffersAndPlainTensorsInPlace(String version) throws Exception {
        try (TensorSource golden = Programs.golden("residual-" + version)) {
            Part a = Part.of(golden, "a.");
            Part b = Part.of(golden, "b.");
            Program program = Programs.program(Programs.file("residual-" + version + "-a.pt"), a, 3);
            float[] images = golden.floats("images");
            try (BatchNormNetwork network = backend.load(b, program)) {
                assertClose(network.logits(images, 12), golden.floats("logits.b"));

                network.replace(mix(a, b), a.specs().keySet());
                assertClose(network.logits(images, 12), golden.floats("logits.mix"));

                network.replace(a, a.specs().keySet());
                assertClose(network.logits(images, 12), golden.floats("logits.a"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.13", "2.7"})
    void measuresWhatUpdateBnMeasuresAndLeavesTheNetworkAsItWas(String version) throws Exception {
        try (TensorSource golden = Programs.golden("residual-" + version)) {
            Part a = Part.of(golden, "a.");
            Part b = Part.of(golden, "b.");
            Part measured = Part.of(golden, "measured.");
            Program program = Programs.program(Programs.file("residual-" + version + "-b.pt"), b, 3);
            float[] images = golden.floats("images");
            int values = 3 * 8 * 8;
            try (BatchNormNetwork network = backend.load(mix(a, b), program)) {
                var sums = new LinkedHashMap<String, float[]>();
                for (int[] batch : new int[][] {{0, 5}, {5, 10}, {10, 12}}) {
                    Map<String, float[]> seen = network.batchStatistics(
                            Arrays.copyOfRange(images, batch[0] * values, batch[1] * values), batch[1] - batch[0]);
                    seen.forEach((name, one) -> sums.merge(name, one.clone(), ScriptNetworkTest::plus));
                }

                assertThat(sums.keySet())
                        .containsExactlyInAnyOrderElementsOf(measured.specs().keySet());
                for (Map.Entry<String, float[]> sum : sums.entrySet()) {
                    float[] mean = sum.getValue();
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] /= 3;
                    }
                    assertClose(mean, measured.floats(sum.getKey()));
                }
                assertClose(network.logits(images, 12), golden.floats("logits.mix"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.13", "2.7"})
    void runsTracedProgramsAndSaysThatTheirBatchNormIsFixed(String version) throws Exception {
        try (TensorSource golden = Programs.golden("perceptron-" + version)) {
            Map<String, TensorSpec> specs = new LinkedHashMap<>(golden.specs());
            specs.keySet().removeAll(List.of("images", "logits"));
            Path archive = Programs.file("perceptron-" + version + ".pt");
            Program whole = Programs.program(archive, golden, 1);
            Program program = new Program(whole.name(), archive, whole.sha256(), 8, 1, specs);
            float[] images = golden.floats("images");
            try (BatchNormNetwork network = backend.load(golden, program)) {
                assertClose(network.logits(images, 6), golden.floats("logits"));
                assertThatThrownBy(() -> network.batchStatistics(images, 6))
                        .isInstanceOf(StockpotException.class)
                        .hasMessage(
                                "perceptron-%s.pt has 1 batch-norm layers that keep their statistics even in training mode,"
                                                .formatted(version)
                                        + " as in a module that was traced after eval(): save it with torch.jit.script to"
                                        + " have them measured.");
                assertClose(network.logits(images, 6), golden.floats("logits"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"strided", "half", "double"})
    void runsOtherLayoutsAndTypes(String name) throws Exception {
        try (TensorSource golden = Programs.golden("odd");
                BatchNormNetwork network = backend.load(Part.of(golden, name + "."), odd(golden, name))) {
            float[] logits = network.logits(golden.floats("images"), 4);

            float[] expected = golden.floats("logits." + name);
            float tolerance = name.equals("half") ? 2e-3f : 1e-5f;
            for (int i = 0; i < expected.length; i++) {
                assertThat(logits[i]).isCloseTo(expected[i], within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair", "named"})
    void takesTheFirstOfSeveralOutputsOrTheOneThatIsCalledLogits(String name) throws Exception {
        try (TensorSource golden = Programs.golden("odd")) {
            Part own = Part.of(golden, name + ".");
            float[] images = golden.floats("images");
            float[] weight = own.floats("fc.weight");
            float[] bias = own.floats("fc.bias");
            try (BatchNormNetwork network = backend.load(own, odd(golden, name))) {
                double expected = bias[1];
                for (int i = 0; i < 64; i++) {
                    expected += (double) weight[64 + i] * images[i];
                }
                assertThat(network.logits(images, 4)[1]).isCloseTo((float) expected, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fails    | fails.pt fails on 2 images of 1 × 8 × 8 (builtins.ValueError: I do not like these images).
            nameless | nameless.pt gives several tensors by name (left, right), none of them called logits or out:
            maps     | maps.pt gives a tensor (2, 1, 8, 8) for 2 images, expected logits (2, classes).
            classes  | classes.pt gives logits that are no 16-, 32- or 64-bit floating numbers:
            text     | text.pt gives
            listed   | listed.pt: tensor more.0 cannot be replaced in the running program,
            bfloat   | is BF16, the engine runs programs in F32, F64 or F16: save the program as float32
            training | training.pt was traced in training mode, so its predictions depend on the batch:
            """)
    void refusesWhatItCannotMeasureInOneSentence(String name, String message) throws Exception {
        try (TensorSource golden = Programs.golden("odd")) {
            var specs = new LinkedHashMap<>(Part.of(golden, name + ".").specs());
            if (name.equals("listed")) {
                specs.put("more.0", new TensorSpec(DType.F32, Shape.of(3)));
            }
            Program program = odd(golden, name);
            Program full = new Program(program.name(), program.archive(), program.sha256(), 8, 1, specs);
            assertThatThrownBy(() -> backend.load(Part.of(golden, name + "."), full))
                    .isInstanceOf(StockpotException.class)
                    .hasMessageContaining(message)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    void refusesImagesOfAnotherShape() throws Exception {
        try (TensorSource golden = Programs.golden("odd")) {
            Program program = odd(golden, "pair");
            Program grown = new Program(program.name(), program.archive(), program.sha256(), 9, 1, program.tensors());
            assertThatThrownBy(() -> backend.load(Part.of(golden, "pair."), grown))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage(
                            "pair.pt fails on 2 images of 1 × 9 × 9 (mat1 and mat2 shapes cannot be multiplied (2x81 and"
                                    + " 64x3)). If it takes other images, say of which size and with which mean and deviation, one"
                                    + " of each for grey, three for colour.")
                    .isInstanceOfSatisfying(
                            StockpotException.class,
                            refusal -> assertThat(refusal.hints()).containsExactly(Hint.PREPARE_IMAGES));
        }
    }

    @Test
    void runsTheCodeOfAFileOnlyAsLongAsItIsThatVeryFile() throws Exception {
        Path effect = folder.resolve("effect.bin");
        Path archive = Programs.withEffect(folder, effect);
        try (TensorSource golden = Programs.golden("odd")) {
            Part own = Part.of(golden, "effect.");
            Program trusted = Programs.program(archive, own, 1);
            Path other = folder.resolve("other.pt");
            Files.copy(Programs.file("pair.pt"), other);
            Program swapped = Programs.program(other, own, 1);
            Files.copy(archive, other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            assertThatThrownBy(() -> backend.load(own, swapped))
                    .isInstanceOf(StockpotException.class)
                    .hasMessageStartingWith(other + " has changed: its SHA-256 begins with "
                            + trusted.sha256().substring(0, 12) + ", trusted was "
                            + swapped.sha256().substring(0, 12) + "; its code is not run");
            assertThat(effect).doesNotExist();

            // The same code has the effect as soon as it runs: the check above can fail.
            backend.load(own, trusted).close();
            assertThat(effect).exists();
        }
    }

    @Test
    void leavesNoCopyBehindAndDeletesThoseOfKilledPrograms() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path left = Files.writeString(temporary.resolve("stockpot-program-999999999-1.pt"), "left");
        try (TensorSource golden = Programs.golden("odd")) {
            backend.load(Part.of(golden, "pair."), odd(golden, "pair")).close();
        }
        assertThat(left).doesNotExist();
        try (var files = Files.list(temporary)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(
                            "stockpot-program-" + ProcessHandle.current().pid() + "-"));
        }
    }

    @Test
    void replacingTwoThousandTimesTakesNoMoreMemory() throws Exception {
        try (TensorSource golden = Programs.golden("residual-2.7")) {
            Part own = Part.of(golden, "a.");
            Program program = Programs.program(Programs.file("residual-2.7-a.pt"), own, 3);
            float[] images = golden.floats("images");
            try (BatchNormNetwork network = backend.load(own, program)) {
                for (int warm = 0; warm < 200; warm++) {
                    network.replace(own, own.specs().keySet());
                    network.logits(images, 12);
                }
                long before = Malloc.inUse();
                for (int i = 0; i < 2000; i++) {
                    network.replace(own, own.specs().keySet());
                    network.logits(images, 12);
                }
                assertThat(Malloc.growth(before, ALLOWED)).isLessThanOrEqualTo(ALLOWED);
            }
        }
    }

    private static Program odd(TensorSource golden, String name) throws StockpotException {
        return Programs.program(Programs.file(name + ".pt"), Part.of(golden, name + "."), 1);
    }

    private static Soup mix(TensorSource a, TensorSource b) throws StockpotException {
        return new Soup(
                "mix",
                java.util.Optional.empty(),
                List.of(a, b),
                LayerGroups.of(Granularity.parse("whole"), a.specs().keySet()),
                new FusionMethod.WeightedAverage(),
                MixingWeights.of(new double[][] {{0.25}, {0.75}}));
    }

    private static float[] plus(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }
}
