package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Differences between models against values that {@code src/test/python/make_similarity_fixtures.py} computed. */
class SimilarityTest {
    private static final List<String> MODELS = List.of("m0", "m1", "m2");
    private static final List<Line> EXPECTED = read();

    private final TensorSource base = FusionGoldenTest.model("base");
    private final List<TensorSource> models =
            MODELS.stream().<TensorSource>map(FusionGoldenTest::model).toList();

    private record Line(String what, String scope, String row, String column, double value) {}

    private static List<Line> read() {
        try (InputStream in = Objects.requireNonNull(SimilarityTest.class.getResourceAsStream("similarity.csv"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .split("\n", -1))
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(parts -> new Line(parts[0], parts[1], parts[2], parts[3], Double.parseDouble(parts[4])))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "stem.weight", "block.weight", "head.weight", "head.bias"})
    void agreesWithNumPy(String scope) throws StockpotException {
        Granularity granularity = scope.equals("all") ? new Granularity.WholeModel() : new Granularity.PerTensor();
        LayerGroups groups = LayerGroups.of(granularity, base.specs().keySet());
        int group = scope.equals("all") ? 0 : groups.groupOf(scope);
        WeightDifferences differences = WeightDifferences.measure(base, models, groups, JobContext.detached());
        Similarity similarity =
                TaskVectors.measure(base, models, JobContext.detached()).in(groups.tensorsOf(group));
        ModelMap map = ModelMap.of(similarity.distances());
        List<String> all = List.of("base", "m0", "m1", "m2");

        List<Line> lines =
                EXPECTED.stream().filter(line -> line.scope().equals(scope)).toList();
        assertThat(lines).hasSizeGreaterThan(30);
        for (Line line : lines) {
            int row = MODELS.indexOf(line.row());
            double found = switch (line.what()) {
                case "relative" -> differences.cell(row, group).relativeL2();
                case "mean-cosine" -> differences.cell(row, group).cosine();
                case "conflict" -> differences.cell(row, group).conflict();
                case "cosine" -> similarity.cosines().get(row).get(MODELS.indexOf(line.column()));
                case "distance" ->
                    similarity.distances().get(all.indexOf(line.row())).get(all.indexOf(line.column()));
                case "x" -> map.points().get(all.indexOf(line.row())).x();
                case "y" -> map.points().get(all.indexOf(line.row())).y();
                default -> map.explained();
            };
            assertThat(found).as(line.toString()).isCloseTo(line.value(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"weighted", "arithmetic"})
    void findsWhereALinearMixLiesWithoutReadingIt(String text) throws StockpotException {
        var method = (FusionMethod.Linear) FusionMethod.parse(text);
        LayerGroups groups =
                LayerGroups.of(new Granularity.Level(0), models.get(0).specs().keySet());
        MixingWeights weights = MixingWeights.of(new double[][] {{0.2, 0.5, 0}, {0.3, 0, 0}, {0, 0.9, 0}});
        List<TensorSource> withSoup = new ArrayList<>(models);
        withSoup.add(new Soup("mix", Optional.of(base), models, groups, method, weights));

        Similarity read =
                TaskVectors.measure(base, withSoup, JobContext.detached()).whole();
        Similarity found = TaskVectors.measure(base, models, JobContext.detached())
                .with("mix", method, weights, groups)
                .orElseThrow()
                .whole();

        assertThat(found.models()).containsExactly("m0", "m1", "m2", "mix").isEqualTo(read.models());
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(found.distances().get(i).get(j))
                        .isCloseTo(read.distances().get(i).get(j), within(1e-9));
            }
        }
    }

    @Test
    void weightsThatAddUpToNothingHaveNoPlace() throws StockpotException {
        LayerGroups groups = LayerGroups.of(
                new Granularity.WholeModel(), models.get(0).specs().keySet());

        assertThat(TaskVectors.measure(base, models, JobContext.detached())
                        .with(
                                "mix",
                                new FusionMethod.WeightedAverage(),
                                MixingWeights.of(new double[][] {{1}, {-1}, {0}}),
                                groups))
                .isEmpty();
    }

    @Test
    void aModelThatDidNotMoveHasADistanceButNoAngle() throws StockpotException {
        Similarity found = TaskVectors.measure(base, List.of(base, models.get(0)), JobContext.detached())
                .whole();

        assertThat(found.cosines().get(0)).containsOnly(Double.NaN);
        assertThat(found.cosines().get(1).get(1)).isEqualTo(1);
        assertThat(found.distances().get(0).get(1)).isZero();
        assertThat(found.isFinite()).isTrue();
    }

    @Test
    void tensorsThatNobodyCanCompareLeaveNoNumbers() throws StockpotException {
        TaskVectors vectors = TaskVectors.measure(base, models, JobContext.detached());

        assertThat(vectors.in(Set.of("other")).isFinite()).isFalse();
    }

    @Test
    void aMapOfOnePointOrOfEqualOnesIsTheOrigin() {
        assertThat(ModelMap.of(List.of(List.of(0.0))).points()).containsExactly(new ModelMap.Point(0, 0));
        ModelMap twins = ModelMap.of(List.of(List.of(0.0, 0.0), List.of(0.0, 0.0)));
        assertThat(twins.points()).containsOnly(new ModelMap.Point(0, 0));
        assertThat(twins.explained()).isNaN();
    }

    @Test
    void aMapKeepsDistancesThatFitAPlane() {
        double[][] places = {{0, 0}, {3, 0}, {0, 4}, {3, 4}, {1.5, 9}};
        List<List<Double>> distances = new ArrayList<>();
        for (double[] one : places) {
            distances.add(Arrays.stream(places)
                    .map(other -> Math.hypot(one[0] - other[0], one[1] - other[1]))
                    .toList());
        }
        ModelMap map = ModelMap.of(distances);

        assertThat(map.explained()).isCloseTo(1, within(1e-12));
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < places.length; j++) {
                ModelMap.Point a = map.points().get(i);
                ModelMap.Point b = map.points().get(j);
                assertThat(Math.hypot(a.x() - b.x(), a.y() - b.y()))
                        .isCloseTo(distances.get(i).get(j), within(1e-9));
            }
        }
    }

    @Test
    void aMapRefusesWhatIsNoDistance() {
        assertThatThrownBy(() -> ModelMap.of(List.of(List.of(0.0, Double.NaN), List.of(Double.NaN, 0.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("distance NaN of 0 and 1");
    }

    @Test
    void integersAndForeignShapesAreLeftOut() throws StockpotException {
        var origin = new MemorySource("origin").with("a", DType.F32, 3, 4).with("n", DType.I64, 1);
        var other = new MemorySource("other").with("a", DType.F32, 3, 5).with("n", DType.I64, 900);

        assertThat(TaskVectors.measure(origin, List.of(other), JobContext.detached())
                        .whole()
                        .distances()
                        .get(0)
                        .get(1))
                .isEqualTo(0.2);
    }
}
