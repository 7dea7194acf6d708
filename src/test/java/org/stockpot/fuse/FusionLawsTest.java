package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** What holds for fusion methods whatever the weights and values. */
@Tag("vectors")
class FusionLawsTest {
    private static final int LENGTH = 700;
    private static final List<String> ALL_METHODS = List.of(
            "weighted",
            "arithmetic",
            "ties:density=0.3",
            "ties:density=1.0,scope=tensor",
            "dare:drop=0.5",
            "dare:drop=0.5,merge=ties",
            "slerp");

    private final Random random = new Random(5);
    private final TensorSource base = model("base");
    private final List<TensorSource> three = List.of(model("a"), model("b"), model("c"));

    private TensorSource model(String name) {
        return new MemorySource(name)
                .with("w", DType.F32, random.doubles(LENGTH, -3, 3).toArray())
                .with("v", DType.F16, random.doubles(9, -3, 3).toArray())
                .with("n", DType.I64, random.nextInt(100));
    }

    private static SourceFacts keys(List<TensorSource> ingredients) {
        return new SourceFacts(ingredients.stream().map(TensorSource::name).toList());
    }

    private Soup soup(String method, List<TensorSource> ingredients, double... weights) throws StockpotException {
        double[][] matrix = IntStream.range(0, weights.length)
                .mapToObj(row -> new double[] {weights[row]})
                .toArray(double[][]::new);
        return new Soup(
                "soup",
                Optional.of(base),
                ingredients,
                keys(ingredients),
                LayerGroups.of(new Granularity.WholeModel(), base.specs().keySet()),
                FusionMethod.parse(method),
                MixingWeights.of(matrix));
    }

    private static void assertSame(TensorSource found, TensorSource expected) throws StockpotException {
        for (String tensor : expected.specs().keySet()) {
            int count = (int) expected.spec(tensor).elementCount();
            assertThat(found.read(tensor, 0, count)).as(tensor).isEqualTo(expected.read(tensor, 0, count));
        }
    }

    @Test
    void everyMethodIsReadAsItIsPrintedAndDescribesItself() throws StockpotException {
        assertThat(FusionMethod.standard())
                .extracting(FusionMethod::format)
                .containsExactly(
                        "weighted",
                        "sum",
                        "arithmetic",
                        "ties:density=0.2,scope=model",
                        "dare:drop=0.9,merge=linear,seed=1",
                        "slerp");
        for (FusionMethod method : FusionMethod.standard()) {
            assertThat(FusionMethod.parse(method.format())).isEqualTo(method);
            assertThat(FusionMethod.parse(method.id())).isEqualTo(method);
            assertThat(method.formula()).endsWith(".");
            for (Parameter parameter : method.parameters()) {
                assertThat(parameter.kind().allows(parameter.initial())).isTrue();
                assertThat(method.settings()).containsEntry(parameter.name(), parameter.initial());
            }
        }
    }

    @Test
    void whatNoMethodIsIsRefusedWithWhatThereIs() {
        for (String[] pair : new String[][] {
            {"best", "Fusion method \"best\" is unknown: give one of weighted, sum, arithmetic, ties, dare, slerp"},
            {"slerp:t=1", "Fusion method \"slerp\" has no setting \"t\"; it has none"},
            {"ties:density=2", "Fusion method \"ties\": density is \"2\", expected 0.001…1"},
            {
                "ties:density",
                "Fusion method \"ties:density\": \"density\" is no setting, expected each name=value once, with commas"
                        + " between them"
            },
            {
                "ties:density=1,density=1",
                "Fusion method \"ties:density=1,density=1\": \"density=1\" is no setting, expected each name=value once,"
                        + " with commas between them"
            }
        }) {
            assertThatThrownBy(() -> FusionMethod.parse(pair[0]))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage(pair[1]);
        }
    }

    @Test
    void withoutWeightsTheResultIsTheBase() throws StockpotException {
        for (String method : ALL_METHODS) {
            assertSame(soup(method, three, 0, 0, 0), base);
        }
    }

    @Test
    void equalModelsAreAFixedPointWhereNothingIsDropped() throws StockpotException {
        TensorSource model = three.get(0);
        for (String method : List.of("weighted", "arithmetic", "ties:density=1", "dare:drop=0", "slerp")) {
            for (String merge : method.startsWith("dare") ? List.of(",merge=linear", ",merge=ties") : List.of("")) {
                Soup soup = soup(method + merge, Collections.nCopies(3, model), 0.25, 0.25, 0.5);
                assertThat(soup.floats("w")).as(method).containsExactly(model.floats("w"), within(1e-6f));
                assertThat(soup.floats("v")).as(method).containsExactly(model.floats("v"), within(2e-3f));
            }
        }
    }

    @Test
    void oneModelAloneComesBackBitForBitWhereNothingIsDropped() throws StockpotException {
        for (String method : List.of("weighted", "arithmetic", "sum", "slerp")) {
            assertSame(soup(method, three, 0, 1, 0), three.get(1));
        }
        Soup ties = soup("ties:density=1", three, 0, 1, 0);
        assertThat(ties.floats("w")).containsExactly(three.get(1).floats("w"), within(1e-6f));
    }

    @Test
    void theOrderOfTheIngredientsDoesNotMatter() throws StockpotException {
        List<TensorSource> turned = List.of(three.get(2), three.get(0), three.get(1));
        for (String method : ALL_METHODS) {
            if (!method.equals("slerp")) {
                assertThat(soup(method, turned, 0.2, 0.3, 0.5).floats("w"))
                        .as(method)
                        .containsExactly(soup(method, three, 0.3, 0.5, 0.2).floats("w"), within(1e-5f));
            }
        }
        List<TensorSource> two = three.subList(0, 2);
        List<TensorSource> swapped = List.of(two.get(1), two.get(0));
        assertThat(soup("slerp", swapped, 0.3, 0.7).floats("w"))
                .containsExactly(soup("slerp", two, 0.7, 0.3).floats("w"), within(1e-5f));
    }

    @Test
    void onlyTheProportionsOfTheWeightsCountWhereAMethodSaysSo() throws StockpotException {
        for (FusionMethod method : FusionMethod.standard()) {
            float[] one = soup(method.format(), three, 0.2, 0.3, 0.5).floats("w");
            float[] twice = soup(method.format(), three, 0.4, 0.6, 1).floats("w");
            if (method.isRelative()) {
                assertThat(twice).as(method.id()).containsExactly(one, within(1e-5f));
            } else {
                assertThat(twice).as(method.id()).isNotEqualTo(one);
            }
        }
    }

    @Test
    void whereNothingIsDroppedDareIsTaskArithmetic() throws StockpotException {
        assertThat(soup("dare:drop=0", three, 0.5, -0.2, 0.4).floats("w"))
                .containsExactly(soup("arithmetic", three, 0.5, -0.2, 0.4).floats("w"), within(1e-5f));
    }

    @Test
    void anotherSliderDoesNotDrawTheMaskAnew() throws StockpotException {
        // With p this large most elements survive in one model at most, and the others leave them alone.
        float[] alone = soup("dare:drop=0.9", three, 1, 0, 0).floats("w");
        float[] together = soup("dare:drop=0.9", three, 1, 0.5, 0).floats("w");
        float[] second = soup("dare:drop=0.9", three, 0, 0.5, 0).floats("w");
        float[] origin = base.floats("w");
        int kept = 0;
        for (int i = 0; i < LENGTH; i++) {
            assertThat(together[i] - origin[i])
                    .isCloseTo((alone[i] - origin[i]) + (second[i] - origin[i]), within(1e-4f));
            kept += alone[i] == origin[i] ? 0 : 1;
        }
        assertThat(kept).isBetween(45, 95);
        assertThat(soup("dare:drop=0.9,seed=2", three, 1, 0, 0).floats("w")).isNotEqualTo(alone);
    }

    @Test
    void tiesKeepsTheLargestOfTheWholeModelOrOfEveryTensor() throws StockpotException {
        TensorSource start =
                new MemorySource("base").with("w", DType.F32, 0, 0, 0, 0).with("v", DType.F32, 0, 0, 0, 0);
        List<TensorSource> one =
                List.of(new MemorySource("m").with("w", DType.F32, 10, -9, 8, 7).with("v", DType.F32, 1, -2, 3, 4));
        for (String scope : List.of("model", "tensor")) {
            var soup = new Soup(
                    "soup",
                    Optional.of(start),
                    one,
                    LayerGroups.of(new Granularity.WholeModel(), List.of("w", "v")),
                    FusionMethod.parse("ties:density=0.5,scope=" + scope),
                    MixingWeights.uniform(1, 1));
            boolean whole = scope.equals("model");
            assertThat(soup.floats("w"))
                    .containsExactly(whole ? new float[] {10, -9, 8, 7} : new float[] {10, -9, 0, 0});
            assertThat(soup.floats("v")).containsExactly(whole ? new float[] {0, 0, 0, 0} : new float[] {0, 0, 3, 4});
        }
    }

    @Test
    void aTiedElectionAddsNothingInWhateverOrderItIsCounted() throws StockpotException {
        var zero = new MemorySource("base").with("w", DType.F64, 0);
        // In 64-bit floats 0.1 + 0.2 is not 0.3.
        double[] votes = {0.1, 0.2, -0.3};
        for (int[] order : new int[][] {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}) {
            List<TensorSource> voters = new ArrayList<>();
            for (int index : order) {
                voters.add(new MemorySource("m" + index).with("w", DType.F64, votes[index]));
            }
            var soup = new Soup(
                    "soup",
                    Optional.of(zero),
                    voters,
                    LayerGroups.of(new Granularity.WholeModel(), List.of("w")),
                    FusionMethod.parse("ties:density=1"),
                    MixingWeights.of(new double[][] {{1}, {1}, {1}}));
            assertThat(soup.floats("w")).containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ties:density=0.3", "dare:drop=0.5", "dare:drop=0.5,merge=ties", "slerp", "arithmetic"})
    void anyRangeAndAnyPlaceGiveTheSameBits(String method) throws StockpotException {
        int length = 300_000;
        List<TensorSource> read = new ArrayList<>();
        List<TensorSource> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TensorSource source = new MemorySource("m" + i)
                    .with(
                            "w",
                            i == 1 ? DType.F16 : DType.F32,
                            random.doubles(length, -1, 1).toArray());
            read.add(source);
            held.add(HeldSource.of(source));
        }
        TensorSource start = new MemorySource("base").with("w", DType.F32, new double[length]);
        Soup plain = big(method, start, read);
        float[] whole = plain.floats("w");
        assertThat(big(method, HeldSource.of(start), held).floats("w")).isEqualTo(whole);
        for (int first : new int[] {0, 1, 16_383, 131_072, length - 5}) {
            FloatBuffer part = FloatBuffer.allocate(5);
            plain.floats("w", first, part);
            FloatBuffer stored = plain.read("w", first, 5).asFloatBuffer();
            for (int i = 0; i < 5; i++) {
                assertThat(part.get(i)).isEqualTo(whole[first + i]);
                assertThat(stored.get(i)).isEqualTo(whole[first + i]);
            }
        }
    }

    private static Soup big(String method, TensorSource start, List<TensorSource> ingredients)
            throws StockpotException {
        return new Soup(
                "soup",
                Optional.of(start),
                ingredients,
                LayerGroups.of(new Granularity.WholeModel(), List.of("w")),
                FusionMethod.parse(method),
                MixingWeights.of(new double[][] {{0.5}, {0.2}, {0.3}}));
    }

    @Test
    void integerTensorsAreThoseOfTheFirstIngredientThatTakesPart() throws StockpotException {
        for (String method : ALL_METHODS) {
            assertThat(soup(method, three, 0, 0.4, 0.4).read("n", 0, 1))
                    .isEqualTo(three.get(1).read("n", 0, 1));
        }
    }

    @Test
    void methodsThatStartFromTheBaseAreRefusedWithoutOne() {
        for (FusionMethod method : FusionMethod.standard()) {
            var groups =
                    LayerGroups.of(new Granularity.WholeModel(), base.specs().keySet());
            org.assertj.core.api.ThrowableAssert.ThrowingCallable make = () ->
                    new Soup("soup", Optional.empty(), three, groups, method, MixingWeights.uniform(3, 1)).floats("w");
            if (method.needsBase()) {
                assertThatThrownBy(make)
                        .hasMessage(
                                "soup: " + method.title() + " needs a base model: add one, or choose another method");
            } else {
                org.assertj.core.api.Assertions.assertThatCode(make).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aBaseWithoutATensorIsRefusedOnlyWhereItIsNeeded() throws StockpotException {
        TensorSource bare = new MemorySource("bare").with("v", DType.F16, new double[9]);
        var groups = LayerGroups.of(new Granularity.PerTensor(), base.specs().keySet());
        var weights = MixingWeights.uniform(3, 3);
        var sum = new Soup("soup", Optional.of(bare), three, groups, FusionMethod.parse("arithmetic"), weights);
        assertThat(sum.floats("w")).hasSize(LENGTH);
        for (String method : List.of("arithmetic", "ties", "dare")) {
            assertThatThrownBy(() -> new Soup(
                            "soup",
                            Optional.of(bare),
                            three,
                            groups,
                            FusionMethod.parse(method),
                            weights.withWeight(0, 0, 0.1)))
                    .hasMessage("bare: w is missing, expected F32 [700]; "
                            + FusionMethod.of(method, Map.of()).title() + " needs a base with the same tensors");
        }
    }

    @Test
    void slerpRefusesNegativeWeights() {
        assertThatThrownBy(() -> soup("slerp", three, 1, -0.5, 1))
                .hasMessage(
                        "soup: in layer group model a mixing weight is negative, and SLERP stays between its models:"
                                + " raise it to 0 or above");
    }

    @Test
    void whatOverflowsTheStoredTypeIsRefused() throws StockpotException {
        TensorSource zero = new MemorySource("base").with("w", DType.F16, 0, 0);
        List<TensorSource> one = List.of(new MemorySource("m").with("w", DType.F16, 1, 60_000));
        var soup = new Soup(
                "soup",
                Optional.of(zero),
                one,
                LayerGroups.of(new Granularity.WholeModel(), List.of("w")),
                FusionMethod.parse("ties:density=1"),
                MixingWeights.of(new double[][] {{2}}));
        assertThatThrownBy(() -> soup.floats("w"))
                .hasMessage(
                        "soup: w overflows F16 at element 1 although all sources are finite there: use smaller mixing"
                                + " weights or a wider type");
        assertThatThrownBy(() -> soup.read("w", 0, 2)).hasMessageContaining("overflows F16 at element 1");
    }

    @Test
    void factsAreFoundOnceForAllSoupsOfTheSameSources() throws StockpotException {
        var facts = keys(three);
        var groups = LayerGroups.of(new Granularity.WholeModel(), base.specs().keySet());
        var first = (MemorySource) three.get(0);
        for (String method : List.of("ties:density=0.3", "slerp")) {
            new Soup(
                            "s",
                            Optional.of(base),
                            three,
                            facts,
                            groups,
                            FusionMethod.parse(method),
                            MixingWeights.uniform(3, 1))
                    .floats("w");
            first.reads.clear();
            new Soup(
                            "s",
                            Optional.of(base),
                            three,
                            facts,
                            groups,
                            FusionMethod.parse(method),
                            MixingWeights.uniform(3, 1))
                    .floats("w");
            assertThat(first.reads).containsExactly("w");
        }
    }
}
