package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Searches by gradient under constraints, on a loss that is linear in the weights. */
class DescentTest {
    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "learned", Map.of("epochs", "4"),
            "learned-layers", Map.of("epochs", "4"),
            "adamerging", Map.of("rate", "0.02", "steps", "20", "every", "5"));

    private static final MixingWeights SLIDERS =
            MixingWeights.of(new double[][] {{0.9, 0.6, 0.5, 0.5}, {0.1, 0.4, 0.5, 0.5}});

    /** The loss is Σ slope · weight over ingredients and groups. Keeps the mixes that it differentiated. */
    private static final class Hill implements Objective, Gradients {
        final List<MixingWeights> differentiated = new ArrayList<>();
        private final double[][] slopes;

        Hill(double[]... slopes) {
            this.slopes = slopes;
        }

        private double loss(MixingWeights weights) {
            double loss = 0;
            for (int i = 0; i < slopes.length; i++) {
                for (int group = 0; group < slopes[i].length; group++) {
                    loss += slopes[i][group] * weights.weight(i, group);
                }
            }
            return loss;
        }

        @Override
        public double score(MixingWeights weights) {
            return -loss(weights);
        }

        @Override
        public Optional<Gradients> gradients() {
            return Optional.of(this);
        }

        @Override
        public List<ImageBatch> batches(int size) throws StockpotException {
            var images = new FlatImages(5, 2, 1, Optional.empty());
            PreparedSet set = PreparedSet.prepare(
                    "set", Role.VALIDATION, images, Preprocessing.plain(1, 1), JobContext.detached());
            return ImageBatch.cut(List.of(set), 1);
        }

        @Override
        public Slope slope(MixingWeights weights, ImageBatch batch, Loss loss) {
            differentiated.add(weights);
            return new Slope(new Loss.Reading(loss(weights), 0), slopes, new double[slopes[0].length]);
        }
    }

    private static SearchSpace space(MixingWeights sliders, Constraints constraints) throws StockpotException {
        return MadeUp.space(sliders.ingredients(), sliders.groups()).with(sliders, constraints);
    }

    /** The mixes that are scored, the start first. */
    private static List<MixingWeights> descend(String id, SearchSpace space, Hill hill) throws StockpotException {
        var heard = new MadeUp.Journal();
        Searcher.run(
                SearchPlan.parse(id, SETTINGS.get(id)),
                space,
                hill,
                1,
                Budget.UNLIMITED,
                Savings.ALL,
                heard,
                JobContext.detached());
        return heard.trials;
    }

    private static MixingWeights last(List<MixingWeights> mixes) {
        return mixes.get(mixes.size() - 1);
    }

    private static Constraints pinned(String... groups) {
        return new Constraints(Set.of(groups), Map.of(), List.of());
    }

    private static Constraints range(String group, double low, double high) {
        return new Constraints(Set.of(), Map.of(group, new Bounds.Range(low, high)), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"learned", "learned-layers", "adamerging"})
    void everyMixThatIsDifferentiatedObeys(String id) throws StockpotException {
        var linked = new Constraints(
                Set.of("group0"), Map.of("group1", new Bounds.Range(0.4, 0.6)), List.of(Set.of("group2", "group3")));
        var hill = new Hill(new double[] {1, -2, 3, -1}, new double[] {-1, 1, -2, -3});

        descend(id, space(SLIDERS, linked), hill);

        assertThat(hill.differentiated).hasSize(20);
        for (MixingWeights weights : hill.differentiated) {
            assertThat(weights.column(0)).containsExactly(0.9, 0.1);
            assertThat(Arrays.stream(weights.column(1))).allMatch(w -> w >= 0.4 && w <= 0.6);
            assertThat(weights.column(3)).isEqualTo(weights.column(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"learned-layers", "adamerging"})
    void linkedGroupsGoWhereTheirSlopesTogetherLead(String id) throws StockpotException {
        var linked = new Constraints(Set.of(), Map.of(), List.of(Set.of("group0", "group1")));
        MixingWeights even = MixingWeights.uniform(2, 2);
        var hill = new Hill(new double[] {-0.1, 3}, new double[] {0, 0});

        List<MixingWeights> mixes = descend(id, space(even, linked), hill);

        assertThat(last(mixes).weight(0, 0)).isLessThan(mixes.get(0).weight(0, 0) - 0.1);
        assertThat(last(mixes).column(1)).isEqualTo(last(mixes).column(0));
        assertThat(hill.score(last(mixes))).isGreaterThan(hill.score(mixes.get(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"learned", "learned-layers", "adamerging"})
    void groupsInProportionGoWhereTheirSlopesTogetherLead(String id) throws StockpotException {
        var linked = new Constraints(Set.of(), Map.of(), List.of(), List.of(Set.of("group0", "group1")));
        MixingWeights sliders = MixingWeights.of(new double[][] {{0.5, 0.6}, {0.5, 0.4}});
        var hill = new Hill(new double[] {-0.1, 3}, new double[] {0, 0});

        List<MixingWeights> mixes = descend(id, space(sliders, linked), hill);

        assertThat(last(mixes).weight(0, 0)).isLessThan(mixes.get(0).weight(0, 0) - 0.1);
        assertThat(hill.score(last(mixes))).isGreaterThan(hill.score(mixes.get(0)));
        for (MixingWeights weights : hill.differentiated) {
            double odds = weights.weight(0, 0) / weights.weight(1, 0);
            assertThat(weights.weight(0, 1) / weights.weight(1, 1)).isCloseTo(1.5 * odds, within(1e-9));
        }
    }

    @Test
    void aPinnedGroupHasNoSayInTheSharesOfTheOthers() throws StockpotException {
        var hill = new Hill(new double[] {-3, 0.1}, new double[] {0, 0});

        List<MixingWeights> mixes = descend("learned", space(MixingWeights.uniform(2, 2), pinned("group0")), hill);

        assertThat(last(mixes).weight(0, 1)).isLessThan(0.4);
        assertThat(last(mixes).column(0)).containsExactly(0.5, 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"learned", "learned-layers", "adamerging"})
    void nothingIsLearnedWhereAllIsPinned(String id) throws StockpotException {
        var hill = new Hill(new double[] {-3, 0.1}, new double[] {0, 0});

        List<MixingWeights> mixes = descend(id, space(MixingWeights.uniform(2, 2), pinned("group0", "group1")), hill);

        assertThat(mixes).hasSize(1);
        assertThat(hill.differentiated).isEmpty();
    }

    @Test
    void aGroupAtItsLimitHasNoSayInTheSharesOfTheOthers() throws StockpotException {
        var hill = new Hill(new double[] {-3, 1}, new double[] {0, 0});

        List<MixingWeights> mixes =
                descend("learned", space(MixingWeights.uniform(2, 2), range("group0", 0.45, 0.55)), hill);

        assertThat(last(mixes).weight(0, 0)).isGreaterThan(0.54);
        assertThat(last(mixes).weight(0, 1)).isLessThan(0.65);
    }

    @Test
    void adaMergingStepsWithinARangeFromTheFirstStepOn() throws StockpotException {
        var hill = new Hill(new double[] {-1}, new double[] {-1});

        List<MixingWeights> mixes =
                descend("adamerging", space(MixingWeights.uniform(2, 1), range("group0", 0.5, 0.8)), hill);

        // 20 steps of 0.02 from the lower end; from 0.3, where it begins otherwise, they would reach 0.7.
        assertThat(mixes.get(0).column(0)).containsExactly(0.5, 0.5);
        assertThat(last(mixes).column(0)).containsExactly(0.8, 0.8);
    }

    /** Pinned, linked, in proportion and free; the sliders are shares, as they are for everybody who keeps proportions. */
    @Property(tries = 100, seed = "1")
    void theSlopeOfWhatIsAskedForIsThatOfSmallSteps(@ForAll long seed) throws StockpotException {
        var random = new Random(seed);
        var constraints = new Constraints(
                Set.of("group1"),
                Map.of("group5", new Bounds.Range(-9, 9)),
                List.of(Set.of("group0", "group3")),
                List.of(Set.of("group2", "group4")));
        SearchSpace space = space(MixingWeights.random(3, 6, random.nextLong(), false), constraints);
        MixingWeights asked = MixingWeights.random(3, 6, random.nextLong(), false);
        var slopes = new double[3][6];
        for (double[] row : slopes) {
            Arrays.setAll(row, group -> random.nextGaussian());
        }
        var hill = new Hill(slopes);

        double[][] slope = space.slopeByAsked(asked, slopes);

        for (int i = 0; i < 3; i++) {
            for (int group = 0; group < 6; group++) {
                double weight = asked.weight(i, group);
                double more = hill.loss(space.held(asked.withWeight(i, group, weight + 1e-6)));
                double less = hill.loss(space.held(asked.withWeight(i, group, weight - 1e-6)));
                double expected = (more - less) / 2e-6;
                assertThat(slope[i][group]).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # Less of the first one leads back.
            1, -1, 0, 1, -1, 0
            # More of it, from all others, leads nowhere.
            -1, 0.5, 0.5, 0, 0, 0
            # More of it from the third one is more of the second one.
            -1, 0, 1, 0, -0.5, 0.5
            """)
    void beyondARangeOnlyWhatLeadsFurtherIsLost(
            double first, double second, double third, double one, double two, double three) throws StockpotException {
        SearchSpace space = space(MixingWeights.uniform(3, 1), range("group0", 0, 0.6));
        MixingWeights asked = MixingWeights.of(new double[][] {{0.7}, {0.2}, {0.1}});

        double[][] slope = space.slopeByAsked(asked, new double[][] {{first}, {second}, {third}});

        assertThat(MixingWeights.of(slope).column(0)).containsExactly(new double[] {one, two, three}, within(1e-9));
    }
}
