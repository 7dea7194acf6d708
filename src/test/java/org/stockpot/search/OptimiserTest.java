package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.fuse.Parameter;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** What holds for every optimiser in the register. */
class OptimiserTest {
    static List<String> ids() {
        return Optimiser.ids();
    }

    /** All but the baselines, which know no flat ground. */
    static Stream<String> patient() throws StockpotException {
        return ids().stream().filter(id -> !List.of("random", "grid").contains(id));
    }

    private static Optimiser optimiser(String id, boolean wholeBudget) throws StockpotException {
        return Optimiser.parse(id, Map.of(), wholeBudget);
    }

    private static double bowl(double[] point, double... centre) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            sum += (point[i] - centre[i]) * (point[i] - centre[i]);
        }
        return sum;
    }

    /** Remembers every point that was asked. */
    private static final class Asked implements Minimiser.Function {
        final List<double[]> points = new ArrayList<>();
        private final Minimiser.Function function;

        Asked(Minimiser.Function function) {
            this.function = function;
        }

        @Override
        public double at(double[] point) throws StockpotException {
            points.add(point.clone());
            return function.at(point);
        }

        List<List<Double>> all() {
            return points.stream().map(p -> Arrays.stream(p).boxed().toList()).toList();
        }
    }

    @Test
    void theRegisterNamesThemAllOnce() {
        assertThat(ids()).containsExactly("cobyla", "bobyqa", "cma-es", "1+1-es", "de", "coordinate", "random", "grid");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void saysWhatItIs(String id) throws StockpotException {
        Optimiser standard = Optimiser.standard(id);
        assertThat(standard.id()).isEqualTo(id);
        assertThat(standard.title()).isNotBlank();
        assertThat(standard.reference()).isNotBlank();
        assertThat(standard.settings().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        standard.parameters().stream().map(Parameter::name).toList());
        for (Parameter parameter : standard.parameters()) {
            assertThat(parameter.initial()).isEqualTo(standard.settings().get(parameter.name()));
            assertThat(parameter.kind().allows(parameter.initial())).isTrue();
            assertThat(parameter.help()).endsWith(".");
        }
        assertThat(Optimiser.parse(id, standard.settings(), standard.wholeBudget()))
                .isEqualTo(standard)
                .isEqualTo(Optimiser.parse(id, Map.of(), false));
        assertThat(optimiser(id, true).wholeBudget()).isTrue();
    }

    @Test
    void settingsAreReadBack() throws StockpotException {
        for (Optimiser one : List.of(
                new Cobyla(new Steps(0.3, 0.01), true),
                new Bobyqa(new Steps(0.2, 0.03), true),
                new CmaEs(new Steps(0.1, 0.004), 12, true),
                new OnePlusOne(new Steps(0.5, 0.05), true),
                new DifferentialEvolution(6, 0.5, 0.25, true),
                new CoordinateSearch(new Steps(0.1, 0.05), true),
                new GridSearch(7))) {
            assertThat(Optimiser.parse(one.id(), one.settings(), true)).isEqualTo(one);
        }
    }

    @Test
    void anUnknownOptimiserOrSettingIsAnsweredWithAllThatThereAre() {
        assertThatThrownBy(() -> Optimiser.standard("adam"))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Optimiser \"adam\" is unknown: give one of cobyla, bobyqa, cma-es, 1+1-es, de, coordinate,"
                        + " random, grid");
        assertThatThrownBy(() -> Optimiser.parse("grid", Map.of("level", "3"), false))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Optimiser \"grid\" has no setting \"level\"; it has levels (2…100, default 3)");
        assertThatThrownBy(() -> Optimiser.parse("de", Map.of("weight", "9"), false))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Optimiser \"de\": weight is \"9\", expected 0.1…1.5");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void beginsAtTheStartClippedToTheBounds(String id) throws StockpotException {
        var asked = new Asked(x -> -x[0] - x[1]);
        optimiser(id, false).minimise(asked, new double[] {0.6, 7}, Bounds.all(2, 0.3, 1), 80, 1);

        assertThat(asked.points.get(0)).containsExactly(0.6, 1);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void findsTheBottomOfABowl(String id) throws StockpotException {
        double reached = optimiser(id, true)
                .minimise(x -> bowl(x, 0.31, 0.62), new double[] {0.5, 0.5}, Bounds.all(2, 0.25, 0.75), 300, 1)
                .value();

        assertThat(reached).isLessThan(List.of("random", "grid").contains(id) ? 1e-3 : 2e-4);
    }

    @ParameterizedTest
    @MethodSource("patient")
    void findsACornerWhenTheBottomLiesOutside(String id) throws StockpotException {
        Minimum found = optimiser(id, true)
                .minimise(x -> bowl(x, -5, 9), new double[] {0.5, 0.5}, Bounds.all(2, 0.3, 1), 300, 1);

        assertThat(found.toArray()).containsExactly(new double[] {0.3, 1}, within(0.02));
    }

    @ParameterizedTest
    @MethodSource("patient")
    void findsTheBottomOfAStaircase(String id) throws StockpotException {
        double[] centre = {0.31, 0.62, 0.55, 0.4};
        Minimum found = optimiser(id, true)
                .minimise(
                        x -> Math.ceil(bowl(x, centre) * 2000) / 2000,
                        new double[] {0.5, 0.5, 0.5, 0.5},
                        Bounds.all(4, 0.25, 0.75),
                        240,
                        1);

        assertThat(found.value()).isLessThan(0.005);
    }

    @ParameterizedTest
    @MethodSource("patient")
    void beatsRandomPointsInEightDimensions(String id) throws StockpotException {
        assertThat(meanOverSeeds(id)).isLessThan(0.5 * meanOverSeeds("random"));
    }

    private static double meanOverSeeds(String id) throws StockpotException {
        double sum = 0;
        for (long seed = 0; seed < 5; seed++) {
            double[] centre = new Random(100 + seed).doubles(8).toArray();
            double[] start = new double[8];
            Arrays.fill(start, 0.5);
            sum += optimiser(id, true)
                    .minimise(x -> Math.ceil(bowl(x, centre) * 500) / 500, start, Bounds.all(8, 0, 1), 240, seed)
                    .value();
        }
        return sum / 5;
    }

    @ParameterizedTest
    @MethodSource("patient")
    void onFlatGroundItReturnsTheStartAndEndsBeforeTheBudget(String id) throws StockpotException {
        Minimum found = optimiser(id, false).minimise(x -> 4, new double[] {0.5, 0.5}, Bounds.all(2, 0, 1), 100_000, 1);

        assertThat(found.toArray()).containsExactly(0.5, 0.5);
        assertThat(found.value()).isEqualTo(4);
        assertThat(found.calls()).isBetween(4, 400);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void onFlatGroundItSpendsTheWholeBudgetWhenToldToAndSeesMorePoints(String id) throws StockpotException {
        for (int budget : new int[] {1, 3, 50, 2000}) {
            var asked = new Asked(x -> 4);
            Minimum found =
                    optimiser(id, true).minimise(asked, new double[] {0.5, 0.5}, Bounds.all(2, 0, 1), budget, 1);

            assertThat(found.toArray()).containsExactly(0.5, 0.5);
            assertThat(found.calls()).isEqualTo(budget);
            assertThat(asked.points).hasSize(budget);
            assertThat(new HashSet<>(asked.all())).hasSizeGreaterThanOrEqualTo(Math.min(budget, 20) / 2);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noDimensionIsOneCall(String id) throws StockpotException {
        assertThat(optimiser(id, true).minimise(x -> 2, new double[0], Bounds.all(0, 0, 1), 50, 1))
                .isEqualTo(Minimum.at(new double[0], 2, 1));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theSameSeedGivesTheSameSearchAndAnotherSeedAnother(String id) throws StockpotException {
        assertThat(trace(id, 7)).isEqualTo(trace(id, 7));
        var traces = new HashSet<List<List<Double>>>();
        for (long seed = 0; seed < 9; seed++) {
            traces.add(trace(id, seed));
        }
        assertThat(traces).hasSizeGreaterThan(1);
    }

    private static List<List<Double>> trace(String id, long seed) throws StockpotException {
        var asked = new Asked(x -> Math.floor(40 * bowl(x, 0.4, 0.6, 0.1, 0.2, 0.9)));
        optimiser(id, true).minimise(asked, new double[] {0.5, 0.5, 0.5, 0.5, 0.5}, Bounds.all(5, 0, 1), 200, seed);
        return asked.all();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void exceptionsOfTheObjectiveComeThrough(String id) throws StockpotException {
        Optimiser optimiser = optimiser(id, true);
        for (int at : new int[] {1, 3, 20}) {
            assertThatThrownBy(() -> run(optimiser, at, new StockpotException("the device is full")))
                    .isExactlyInstanceOf(StockpotException.class)
                    .hasMessage("the device is full");
            assertThatThrownBy(() -> run(optimiser, at, new CancellationException()))
                    .isExactlyInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> run(optimiser, at, new Trials.Spent(Told.of(StopReason.TIME))))
                    .isExactlyInstanceOf(Trials.Spent.class);
        }
    }

    private static void run(Optimiser optimiser, int failing, Exception problem) throws StockpotException {
        var calls = new ArrayList<Double>();
        optimiser.minimise(
                x -> {
                    calls.add(x[0]);
                    if (calls.size() == failing) {
                        if (problem instanceof StockpotException checked) {
                            throw checked;
                        }
                        throw (RuntimeException) problem;
                    }
                    return Math.abs(x[0] - 0.7) + Math.abs(x[1] - 0.1);
                },
                new double[] {0.5, 0.5},
                Bounds.all(2, 0, 1),
                100,
                1);
    }

    @Provide
    Arbitrary<String> optimisers() {
        return Arbitraries.of(Optimiser.ids());
    }

    @Property(tries = 400, seed = "1")
    void staysWithinBoundsAndBudgetAndReturnsTheBestPointSeen(
            @ForAll("optimisers") String id,
            @ForAll @IntRange(min = 1, max = 12) int dimensions,
            @ForAll @IntRange(min = 1, max = 150) int budget,
            @ForAll @IntRange(min = 0, max = 3) int kind,
            @ForAll boolean wholeBudget,
            @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        var ranges = new ArrayList<Bounds.Range>();
        for (int i = 0; i < dimensions; i++) {
            double low = random.nextDouble() * 2 - 1;
            ranges.add(new Bounds.Range(low, low + Math.pow(10, -6 * random.nextDouble())));
        }
        var bounds = new Bounds(ranges);
        double[] start = random.doubles(dimensions, -1.5, 2.5).toArray();
        double[] centre = random.doubles(dimensions, -1, 2).toArray();
        var asked = new Asked(
                switch (kind) {
                    case 0 -> x -> bowl(x, centre);
                    case 1 -> x -> Math.floor(30 * bowl(x, centre));
                    case 2 -> x -> x[0] > centre[0] ? 1 : 0;
                    default -> x -> Math.sin(1000 * bowl(x, centre));
                });
        Minimum found = optimiser(id, wholeBudget).minimise(asked, start, bounds, budget, seed);

        assertThat(asked.points.get(0)).isEqualTo(bounds.clip(start));
        assertThat(asked.points).hasSize(found.calls());
        assertThat(found.calls()).isLessThanOrEqualTo(budget);
        if (wholeBudget) {
            assertThat(found.calls()).isEqualTo(budget);
        }
        double best = Double.POSITIVE_INFINITY;
        double[] bestPoint = {};
        for (double[] point : asked.points) {
            for (int i = 0; i < dimensions; i++) {
                assertThat(point[i])
                        .isBetween(ranges.get(i).low(), ranges.get(i).high());
            }
            double value = asked.function.at(point);
            if (value < best) {
                best = value;
                bestPoint = point;
            }
        }
        assertThat(found.value()).isEqualTo(best);
        assertThat(found.toArray()).isEqualTo(bestPoint);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 5", "4, 9"})
    void theGridIsRefinedUntilTheBudgetIsSpent(int dimensions, int values) throws StockpotException {
        int all = (int) Math.pow(values, dimensions);
        var asked = new Asked(x -> 1);
        new GridSearch(3).minimise(asked, new double[dimensions], Bounds.all(dimensions, 0, 1), all + 1, 1);

        assertThat(new HashSet<>(asked.all()))
                .as("the start is a point of the grid, too")
                .hasSize(all);
        assertThat(asked.points.stream().flatMapToDouble(Arrays::stream).distinct())
                .hasSize(values);
    }

    @Test
    void coordinateSearchChangesTheDeepestDimensionFirst() throws StockpotException {
        var asked = new Asked(x -> 1);
        int[] depth = {5, 9, 1};
        new CoordinateSearch(Steps.USUAL, false)
                .minimise(
                        asked.withDepth(dimension -> depth[dimension]),
                        new double[] {0.5, 0.5, 0.5},
                        Bounds.all(3, 0, 1),
                        7,
                        1);

        assertThat(changed(asked)).containsExactly(1, 1, 0, 0, 2, 2);
        var plain = new Asked(x -> 1);
        new CoordinateSearch(Steps.USUAL, false)
                .minimise(plain, new double[] {0.5, 0.5, 0.5}, Bounds.all(3, 0, 1), 7, 1);
        assertThat(changed(plain)).containsExactly(2, 2, 1, 1, 0, 0);
    }

    /** Which dimension of every point but the first differs from the start. */
    private static List<Integer> changed(Asked asked) {
        return asked.points.stream()
                .skip(1)
                .map(point -> {
                    var different = new ArrayList<Integer>();
                    for (int i = 0; i < point.length; i++) {
                        if (point[i] != 0.5) {
                            different.add(i);
                        }
                    }
                    assertThat(different).hasSize(1);
                    return different.get(0);
                })
                .toList();
    }

    @Test
    void stepsOfTheOnePlusOneStrategyFollowTheOneFifthRule() throws StockpotException {
        // Always better: steps grow to the largest. Never better: they shrink until the round ends.
        var lucky = new Asked(new Minimiser.Function() {
            private double value;

            @Override
            public double at(double[] point) {
                return --value;
            }
        });
        new OnePlusOne(new Steps(0.05, 0.05), true).minimise(lucky, new double[] {0.5}, Bounds.all(1, 0, 1), 200, 1);
        double moved = 0;
        for (int i = 101; i < 200; i++) {
            moved += Math.abs(lucky.points.get(i)[0] - lucky.points.get(i - 1)[0]) / 99;
        }
        assertThat(moved).as("as far as steps of 0.5 go between two mirrors").isBetween(0.2, 0.45);
        Minimum unlucky = new OnePlusOne(new Steps(0.4, 0.02), false)
                .minimise(x -> x[0] == 0.5 ? 0 : 1, new double[] {0.5}, Bounds.all(1, 0, 1), 10_000, 1);
        double shrink = Math.exp(-0.25 / Math.sqrt(2));
        int perRound = (int) Math.ceil(Math.log(0.02 / 0.4) / Math.log(shrink));
        assertThat(unlucky.calls()).isBetween(1 + 2 * perRound - 2, 1 + 2 * perRound + 2);
    }
}
