package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Moves;
import org.stockpot.fuse.ShareRule;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class ProportionTest {
    private static final MixingWeights SLIDERS =
            MixingWeights.of(new double[][] {{0.6, 0.2, 0.3}, {0.3, 0.2, 0.3}, {0.1, 0.6, 0.4}});

    private static Constraints linking(Map<String, Bounds.Range> ranges, String... groups) {
        return new Constraints(Set.of(), ranges, List.of(), List.of(Set.of(groups)));
    }

    private static SearchSpace space(MixingWeights sliders, Constraints constraints, Integer... inert)
            throws StockpotException {
        return MadeUp.space(sliders.ingredients(), sliders.groups(), inert).with(sliders, constraints);
    }

    /** A matrix of shares, every column on its own. */
    private static MixingWeights shares(Random random, int ingredients, int groups) {
        var matrix = new double[ingredients][groups];
        for (double[] row : matrix) {
            Arrays.setAll(row, group -> 0.05 - Math.log(1 - random.nextDouble()));
        }
        return MixingWeights.of(matrix).normalised();
    }

    /** How many times more of one ingredient there is in one group than in another, against how many times of the first. */
    private static double proportion(MixingWeights weights, int ingredient, int group, int leader) {
        return weights.weight(ingredient, group)
                / weights.weight(ingredient, leader)
                / (weights.weight(0, group) / weights.weight(0, leader));
    }

    @Property(tries = 200, seed = "1")
    void proportionsOfTheSlidersAreKeptAndSharesStayShares(
            @ForAll @IntRange(min = 2, max = 6) int ingredients,
            @ForAll @IntRange(min = 2, max = 5) int groups,
            @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        MixingWeights sliders = shares(random, ingredients, groups);
        SearchSpace space = space(sliders, linking(Map.of(), "group0", "group1"));
        MixingWeights asked = shares(random, ingredients, groups);

        MixingWeights held = space.held(asked);

        for (int ingredient = 0; ingredient < ingredients; ingredient++) {
            double kept = proportion(sliders, ingredient, 1, 0);
            assertThat(proportion(held, ingredient, 1, 0)).isCloseTo(kept, within(1e-9 * Math.abs(kept)));
        }
        for (int group = 0; group < groups; group++) {
            assertThat(held.columnSum(group)).isCloseTo(1, within(1e-9));
            if (group != 1) {
                assertThat(held.column(group)).isEqualTo(asked.column(group));
            }
        }
        assertThat(space.held(held)).isEqualTo(held);
        for (int group = 0; group < groups; group++) {
            assertThat(space.held(sliders).column(group)).containsExactly(sliders.column(group), within(1e-12));
        }
        assertThat(space.variables()).hasSize(groups - 1);
    }

    /** Where weights are free, a search goes where the hand would. */
    @Property(tries = 200, seed = "2")
    void freeWeightsFollowAsTheyDoByHand(@ForAll long seed) throws StockpotException {
        var random = new Random(seed);
        var matrix = new double[3][3];
        for (double[] row : matrix) {
            Arrays.setAll(row, group -> 0.1 + 2 * random.nextDouble());
        }
        MixingWeights sliders = MixingWeights.of(matrix);
        var byHand = new Moves(ShareRule.FREE, (ingredient, group) -> false, Set.of(0, 2), Set.of());
        MixingWeights moved = byHand.move(sliders, 1, 0, random.nextDouble()).weights();

        MixingWeights asked = sliders.withWeight(1, 0, moved.weight(1, 0));
        MixingWeights held =
                space(sliders, linking(Map.of(), "group0", "group2")).held(asked);

        for (int ingredient = 0; ingredient < 3; ingredient++) {
            for (int group = 0; group < 3; group++) {
                assertThat(held.weight(ingredient, group)).isCloseTo(moved.weight(ingredient, group), within(1e-9));
            }
        }
    }

    @Property(tries = 200, seed = "3")
    void noLinkedGroupLeavesItsRange(@ForAll @IntRange(min = 2, max = 6) int ingredients, @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        MixingWeights sliders = shares(random, ingredients, 2);
        double[] column = sliders.column(1);
        var range = new Bounds.Range(
                Arrays.stream(column).min().orElseThrow() * random.nextDouble(),
                Arrays.stream(column).max().orElseThrow() * (1 + random.nextDouble() / 2) + 1e-6);
        SearchSpace space = space(sliders, linking(Map.of("group1", range), "group0", "group1"));

        MixingWeights held = space.held(MixingWeights.only(random.nextInt(ingredients), ingredients, 2));

        assertThat(Arrays.stream(held.column(1))).allMatch(weight -> weight >= range.low() && weight <= range.high());
        for (int ingredient = 0; ingredient < ingredients; ingredient++) {
            double kept = proportion(sliders, ingredient, 1, 0);
            assertThat(proportion(held, ingredient, 1, 0)).isCloseTo(kept, within(1e-6 * kept));
        }
        assertThat(held.columnSum(0)).isCloseTo(1, within(1e-9));
        assertThat(held.columnSum(1)).isCloseTo(1, within(1e-9));
        assertThat(space.held(held)).isEqualTo(held);
    }

    @ParameterizedTest
    @MethodSource("org.stockpot.search.ConstraintsTest#plans")
    void everyMixOfEveryPlanKeepsTheProportions(SearchPlan plan) throws StockpotException {
        double[][] best = {{0.1, 0, 0.5}, {0.2, 0.9, 0.4}, {0.7, 0.1, 0.1}};
        SearchSpace space = space(SLIDERS, linking(Map.of(), "group0", "group2"));
        MadeUp.Journal first = search(plan, space, best);

        for (MixingWeights weights : first.trials) {
            assertThat(space.held(weights)).isEqualTo(weights);
            for (int one = 0; one < 3; one++) {
                // By cross-multiplication, because a weight may be 0.
                assertThat(weights.weight(one, 2)
                                * SLIDERS.weight(one, 0)
                                * weights.weight(0, 0)
                                * SLIDERS.weight(0, 2))
                        .isCloseTo(
                                weights.weight(0, 2)
                                        * SLIDERS.weight(0, 0)
                                        * weights.weight(one, 0)
                                        * SLIDERS.weight(one, 2),
                                within(1e-9));
            }
        }
        assertThat(search(plan, space, best).trials).isEqualTo(first.trials);
    }

    private static MadeUp.Journal search(SearchPlan plan, SearchSpace space, double[][] best) throws StockpotException {
        var heard = new MadeUp.Journal();
        Searcher.run(
                plan,
                space,
                MadeUp.steps(MadeUp.quadratic(best, space), 2000),
                1,
                Budget.ofEvaluations(200),
                Savings.ALL,
                heard,
                JobContext.detached());
        assertThat(heard.trials).isNotEmpty();
        return heard;
    }

    @Test
    void theFirstGroupThatCountsLeads() throws StockpotException {
        Constraints linked = linking(Map.of(), "group0", "group2");
        MixingWeights asked = MixingWeights.of(new double[][] {{0.2, 1, 0.7}, {0.4, 0, 0.2}, {0.4, 0, 0.1}});

        assertThat(space(SLIDERS, linked).held(asked).column(0)).isEqualTo(asked.column(0));
        assertThat(space(SLIDERS, linked, 0).held(asked).column(2)).isEqualTo(asked.column(2));
        assertThat(space(SLIDERS, linked, 0).variables()).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatIsNothingInAllLinkedGroupsFollowsEvenly() throws StockpotException {
        MixingWeights sliders = MixingWeights.of(new double[][] {{0.5, 0.75}, {0.5, 0.25}, {0, 0}});
        SearchSpace space = space(sliders, linking(Map.of(), "group0", "group1"));

        assertThat(space.held(MixingWeights.only(2, 3, 2)).column(1)).containsExactly(0, 0, 1);
    }

    @Test
    void slidersWithoutAProportionAreRefusedWithTheReason() {
        MixingWeights half = MixingWeights.of(new double[][] {{1, 0.5}, {0, 0.5}});
        assertThatThrownBy(() -> space(half, linking(Map.of(), "group0", "group1")))
                .isInstanceOf(StockpotException.class)
                .hasMessage(
                        "\"dish1\" has the weights 0.00 and 0.500 in the layer groups \"group0\" and \"group1\", which"
                                + " have no proportion to keep: move one of the sliders, or unlink the groups.");
        assertThatThrownBy(() ->
                        space(SLIDERS, linking(Map.of("group0", new Bounds.Range(0, 0.5)), "group0", "group1")))
                .isInstanceOf(StockpotException.class)
                .hasMessage(
                        "\"dish0\" has the weight 0.600 in layer group \"group0\", out of its range 0.0…0.5: a group"
                                + " that is linked in proportion must begin within its range.");
        assertThatThrownBy(() -> MadeUp.space(3, 3)
                        .with(
                                SLIDERS,
                                new Constraints(
                                        Set.of(),
                                        Map.of(),
                                        List.of(Set.of("group0", "group1")),
                                        List.of(Set.of("group1", "group2")))))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Layer group \"group1\" is in two links: give one link with all its groups.");
    }

    @Test
    void saysWhatItKeeps() {
        assertThat(linking(Map.of(), "group0", "group2").sentences())
                .containsExactly("group0, group2 keep the proportions that they have on the sliders");
    }
}
