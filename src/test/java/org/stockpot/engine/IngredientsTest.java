package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.evaluate.Network;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.HeldSource;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Soup;
import org.stockpot.tensor.Cast;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.Overlay;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Mixes that are summed up where the network runs; here that is the CPU, which is told to do as a GPU does. */
class IngredientsTest {
    private static final int IMAGES = 20;
    private static final int INGREDIENTS = 4;

    /** The fixture's floating tensors take about 0.2 MB at 32 bits: room for none, for some of them, and for all. */
    private static final long PLENTY = 1L << 26;

    private final float[] images = noise();

    @ParameterizedTest
    @CsvSource({
        "F32, 1",
        "F32, 300000",
        "F32, 67108864",
        "F16, 300000",
        "F16, 67108864",
        "BF16, 67108864",
        "F64, 67108864"
    })
    void aMixSummedUpWhereTheNetworkRunsIsTheMixOfTheHost(DType dtype, long room) throws Exception {
        List<TensorSource> ingredients = ingredients(dtype);
        LayerGroups groups = groups(ingredients);
        var random = new Random(5);
        double[][] weights = new double[INGREDIENTS][groups.size()];
        for (double[] row : weights) {
            for (int group = 0; group < row.length; group++) {
                row[group] = random.nextDouble();
            }
        }
        Soup first = soup(ingredients, groups, weights);
        try (Network there = load(first, room);
                Network here = load(first, 0)) {
            for (int move = 0; move < 20; move++) {
                int group = random.nextInt(groups.size());
                for (double[] row : weights) {
                    // A group may be one ingredient's alone, which is copied and not mixed.
                    row[group] = move % 5 == 0 ? 0 : 2 * random.nextDouble();
                }
                weights[random.nextInt(INGREDIENTS)][group] = 1;
                Soup moved = soup(ingredients, groups, weights);
                there.replace(moved, groups.tensorsOf(group));
                here.replace(moved, groups.tensorsOf(group));

                assertThat(there.logits(images, IMAGES)).containsExactly(here.logits(images, IMAGES));
            }
        }
    }

    /** Among others numbers between two of the type, and numbers that have fewer digits there. */
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void sumsAreRoundedToTheStoredTypeAsTheHostRoundsThem(DType dtype) throws Exception {
        var random = new Random(3);
        var values = new float[Resident.BLOCK];
        for (int i = 0; i < values.length; i++) {
            int kept = random.nextBoolean() ? 0xffff8000 : i % 3 == 0 ? 0xfffff000 : -1;
            float value = Float.intBitsToFloat(random.nextInt() & kept);
            values[i] = Math.abs(value) < (dtype == DType.F16 ? 65000 : 1e38f) ? value : i * 0x1p-26f;
        }
        float[] expected = values.clone();
        Floats.round(dtype, expected, expected.length);
        Resident resident = new Resident.Singles(List.of(values), 0, 1);

        try (NDManager scope = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
                var ingredients = new Ingredients(scope.newSubManager(), PLENTY)) {
            var one = new LinearCombination(dtype, List.of(new LinearCombination.Term(1, resident)));

            assertThat(ingredients
                            .sum(one, new Shape(values.length), scope)
                            .orElseThrow()
                            .toFloatArray())
                    .containsExactly(expected, offset(0f));
        }
    }

    @Test
    void ingredientsStayAndNothingElseDoes() throws Exception {
        List<TensorSource> ingredients = ingredients(DType.F32);
        LayerGroups groups = groups(ingredients);
        try (Network network = load(soup(ingredients, groups, ones(groups)), PLENTY);
                Network without = load(soup(ingredients, groups, ones(groups)), 0)) {
            long tensors = network.architecture().stages().stream()
                    .flatMap(stage -> stage.tensors().stream())
                    .distinct()
                    .count();
            long expected = ((DjlNetwork) without).arrayCount() + INGREDIENTS * tensors;
            for (int round = 0; round < 10; round++) {
                network.replace(
                        soup(ingredients, groups, ones(groups)),
                        groups.groupOf().keySet());
                assertThat(((DjlNetwork) network).arrayCount()).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatTheHostHasForgottenGoes() throws Exception {
        List<TensorSource> old = new ArrayList<>(ingredients(DType.F32));
        List<TensorSource> others = ingredients(DType.F32);
        LayerGroups groups = groups(old);
        try (Network network = load(soup(old, groups, ones(groups)), PLENTY)) {
            int before = ((DjlNetwork) network).arrayCount();
            Soup mix = soup(others, groups, ones(groups));
            network.replace(mix, groups.groupOf().keySet());
            assertThat(((DjlNetwork) network).arrayCount())
                    .as("with copies of both")
                    .isGreaterThan(before);

            old.clear();
            for (int tries = 0; tries < 50 && ((DjlNetwork) network).arrayCount() != before; tries++) {
                System.gc();
                network.replace(mix, groups.groupOf().keySet());
            }
            assertThat(((DjlNetwork) network).arrayCount()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "F32"})
    void aMixThatOverflowsItsTypeIsRefusedThereToo(DType dtype) throws Exception {
        List<TensorSource> ingredients = ingredients(dtype);
        LayerGroups groups = groups(ingredients);
        try (Network network = load(soup(ingredients, groups, ones(groups)), PLENTY)) {
            double[][] weights = ones(groups);
            weights[0][0] = 1e39;
            weights[1][0] = 1;
            Soup over = new Soup(
                    "over",
                    Optional.empty(),
                    ingredients,
                    groups,
                    new FusionMethod.WeightedSum(),
                    MixingWeights.of(weights));

            assertThatThrownBy(() -> network.replace(over, groups.tensorsOf(0)))
                    .isInstanceOf(StockpotException.class)
                    .hasMessageContaining("overflows " + dtype);
        }
    }

    @Test
    void whoNeedsTheRoomGetsAllOfIt() throws Exception {
        List<TensorSource> ingredients = ingredients(DType.F32);
        LayerGroups groups = groups(ingredients);
        try (Network there = load(soup(ingredients, groups, ones(groups)), PLENTY);
                Network here = load(soup(ingredients, groups, ones(groups)), 0)) {
            ((DjlNetwork) there).spare();
            assertThat(((DjlNetwork) there).arrayCount()).isEqualTo(((DjlNetwork) here).arrayCount());

            double[][] weights = ones(groups);
            weights[2][0] = 0.25;
            Soup moved = soup(ingredients, groups, weights);
            there.replace(moved, groups.tensorsOf(0));
            here.replace(moved, groups.tensorsOf(0));
            assertThat(there.logits(images, IMAGES)).containsExactly(here.logits(images, IMAGES));
        }
    }

    private static Network load(Soup soup, long room) throws StockpotException {
        var options = new EngineOptions(1, 0, Optional.empty(), new FixedBatch(16, 64)).withIngredients(room);
        return new DjlBackend(options).load(soup);
    }

    private static Soup soup(List<TensorSource> ingredients, LayerGroups groups, double[][] weights)
            throws StockpotException {
        return new Soup(
                "soup",
                Optional.empty(),
                ingredients,
                groups,
                new FusionMethod.WeightedAverage(),
                MixingWeights.of(weights));
    }

    private static LayerGroups groups(List<TensorSource> ingredients) {
        return LayerGroups.of(
                new Granularity.Level(2), ingredients.get(0).specs().keySet());
    }

    private static double[][] ones(LayerGroups groups) {
        var ones = new double[INGREDIENTS][groups.size()];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        return ones;
    }

    private static List<TensorSource> ingredients(DType dtype) throws Exception {
        var all = new ArrayList<TensorSource>();
        try (TensorSource fixture = Checkpoints.open(
                Path.of(Objects.requireNonNull(IngredientsTest.class.getResource("clip-grey.safetensors"))
                        .toURI()))) {
            for (int index = 0; index < INGREDIENTS; index++) {
                var random = new Random(index);
                Map<String, float[]> values = new HashMap<>();
                for (String tensor : fixture.specs().keySet()) {
                    float[] changed = fixture.floats(tensor);
                    for (int i = 0; i < changed.length; i++) {
                        changed[i] *= 0.9f + 0.2f * random.nextFloat();
                    }
                    values.put(tensor, changed);
                }
                all.add(HeldSource.of(new Cast(new Overlay(fixture, values), dtype)));
            }
        }
        return all;
    }

    private static float[] noise() {
        var random = new Random(1);
        var noise = new float[IMAGES * 144];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}
