package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.LogitSink;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Notes;
import org.stockpot.evaluate.Stage;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.Overlay;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** What is kept and used again never changes a result. */
class StagedRunsTest {
    private static final int IMAGES = 100;
    private static final long PLENTY = 1L << 26;

    /** Every run takes the same passes, so that all may be compared bit for bit. */
    private static final Notes PASSES = new FixedBatch(16, 64);

    @TempDir
    Path folder;

    /** A boundary of the fixture holds 10 tokens of 64 floats per image: room for none, one, and all. */
    @ParameterizedTest
    @CsvSource({"0, 0", "256000, 0", "67108864, 0", "0, 256000", "256000, 256000", "0, 67108864"})
    void whatIsRunFromKeptActivationsEqualsAWholeRunBitForBit(long memory, long disk) throws Exception {
        PreparedSet set = set(3);
        var options = new EngineOptions(2, memory, Optional.of(new Spool(folder, disk)), PASSES);
        try (TensorSource fixture = fixture();
                Network keeping = new DjlBackend(options).load(fixture);
                Network anew = load(fixture, 2, 0)) {
            var random = new Random(11);
            List<Stage> stages = keeping.architecture().stages();
            Map<String, float[]> values = new HashMap<>();
            for (int round = 0; round < 40; round++) {
                Stage stage = stages.get(random.nextInt(stages.size()));
                for (String tensor : stage.tensors()) {
                    values.put(tensor, scaled(fixture.floats(tensor), 0.8f + 0.4f * random.nextFloat()));
                }
                var mix = new Overlay(fixture, values);
                keeping.replace(mix, stage.tensors());
                anew.replace(mix, stage.tensors());

                int batch = keeping.batchSize();
                for (int from = 0; from < IMAGES; from += batch) {
                    int to = Math.min(IMAGES, from + batch);
                    assertThat(keeping.logits(set, from, to))
                            .as("round %d, %s moved", round, stage.name())
                            .containsExactly(anew.logits(set, from, to));
                }
            }
        }
    }

    @Test
    void aDiskThatDoesNotWorkCostsNothingButTime() throws Exception {
        PreparedSet set = set(3);
        Path noFolder = Files.writeString(folder.resolve("file"), "in the way");
        var options = new EngineOptions(2, 0, Optional.of(new Spool(noFolder, PLENTY)), PASSES);
        try (TensorSource fixture = fixture();
                Network network = new DjlBackend(options).load(fixture)) {
            float[] expected = network.logits(set, 0, IMAGES);

            assertThat(network.logits(set, 0, IMAGES)).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "0, 1", "0, 0.3", "0.7, 1"})
    void imagesThatGoAsBytesAreNormalisedAsOnTheHostBitForBit(double mean, double std) throws Exception {
        PreparedSet set = set(4, new Preprocessing(12, 12, Preprocessing.Filter.BICUBIC, List.of(mean), List.of(std)));
        try (TensorSource fixture = fixture();
                Network network = load(fixture, 1, 0)) {
            assertThat(network.logits(set, 0, IMAGES)).containsExactly(network.logits(set.batch(0, IMAGES), IMAGES));
        }
    }

    @Test
    void anotherSetIsNotTakenForOneThatWasKept() throws Exception {
        PreparedSet one = set(5);
        PreparedSet other = set(6);
        try (TensorSource fixture = fixture();
                Network network = load(fixture, 2, PLENTY)) {
            float[] first = network.logits(one, 0, IMAGES);

            float[] second = network.logits(other, 0, IMAGES);

            assertThat(second).isNotEqualTo(first).containsExactly(network.logits(other.batch(0, IMAGES), IMAGES));
            assertThat(network.logits(one, 0, IMAGES)).containsExactly(first);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 32, 100, 1000})
    void batchSizeDoesNotChangeCounts(int batch) throws Exception {
        List<PreparedSet> sets = List.of(set(7), set(8));
        try (TensorSource fixture = fixture();
                Network network = load(fixture, 2, PLENTY)) {
            List<Evaluation> expected = Evaluator.run(network, sets, JobContext.detached(), partial -> {});

            List<Evaluation> found = new Evaluator(batch, LogitSink.NONE)
                    .evaluate("the mix", network, sets, JobContext.detached(), partial -> {});

            // Sums of 64-bit floats may differ in their last digits.
            assertThat(found.stream().map(Evaluation::hits))
                    .isEqualTo(expected.stream().map(Evaluation::hits).toList());
        }
    }

    @Test
    void theNumberOfWorkersDoesNotChangeCounts() throws Exception {
        List<PreparedSet> sets = List.of(set(9));
        try (TensorSource fixture = fixture();
                Network one = load(fixture, 1, 0);
                Network three = load(fixture, 3, PLENTY)) {
            assertThat(Evaluator.run(three, sets, JobContext.detached(), partial -> {}))
                    .isEqualTo(Evaluator.run(one, sets, JobContext.detached(), partial -> {}));
        }
    }

    @Test
    void aThousandEvaluationsLeakNothing() throws Exception {
        PreparedSet set = set(10);
        try (TensorSource fixture = fixture();
                Network network = load(fixture, 2, PLENTY)) {
            List<Stage> stages = network.architecture().stages();
            int before = 0;
            long heap = 0;
            for (int round = 0; round < 1000; round++) {
                network.replace(fixture, stages.get(round % stages.size()).tensors());
                network.logits(set, 0, 32);
                // The last round replaces the same stage as this one.
                if (round == 99) {
                    before = ((DjlNetwork) network).arrayCount();
                    heap = usedHeap();
                }
            }
            assertThat(((DjlNetwork) network).arrayCount()).isEqualTo(before);
            assertThat(usedHeap() - heap).isLessThan(16L << 20);
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private Network load(TensorSource weights, int workers, long budget) throws StockpotException {
        return new DjlBackend(new EngineOptions(workers, budget, Optional.empty(), PASSES)).load(weights);
    }

    private static float[] scaled(float[] values, float factor) {
        var scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = factor * values[i];
        }
        return scaled;
    }

    private static TensorSource fixture() throws URISyntaxException, StockpotException {
        return Checkpoints.open(
                Path.of(Objects.requireNonNull(StagedRunsTest.class.getResource("clip-grey.safetensors"))
                        .toURI()));
    }

    /** Noise, prepared for the fixture: 12 × 12 grey pixels, five classes. */
    private static PreparedSet set(int seed) throws StockpotException {
        return set(seed, Preprocessing.clip(12, 1));
    }

    private static PreparedSet set(int seed, Preprocessing preprocessing) throws StockpotException {
        var random = new Random(seed);
        var pixels = new byte[IMAGES][144];
        for (byte[] image : pixels) {
            random.nextBytes(image);
        }
        return PreparedSet.prepare("noise " + seed, Role.TEST, images(pixels), preprocessing, JobContext.detached());
    }

    private static ImageSet images(byte[][] pixels) {
        return new ImageSet() {
            @Override
            public String name() {
                return "noise";
            }

            @Override
            public int size() {
                return pixels.length;
            }

            @Override
            public List<String> classes() {
                return IntStream.range(0, 5).mapToObj(Integer::toString).toList();
            }

            @Override
            public int label(int index) {
                return index % 5;
            }

            @Override
            public Pixels image(int index) {
                return new Pixels(12, 12, 1, pixels[index]);
            }
        };
    }
}
