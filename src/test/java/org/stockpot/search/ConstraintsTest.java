package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class ConstraintsTest {
    private static final Bounds.Range EVEN = new Bounds.Range(0.1, 0.6);
    private static final MixingWeights SLIDERS = MixingWeights.of(
            new double[][] {{0.7, 0.2, 0.3, 0.4, 0.5}, {0.1, 0.2, 0.3, 0.4, 0.5}, {0.2, 0.6, 0.4, 0.2, 0}});

    private static Constraints all() {
        return new Constraints(Set.of("group1"), Map.of("group3", EVEN), List.of(Set.of("group0", "group4")));
    }

    private static SearchSpace space(Constraints constraints, Integer... inert) throws StockpotException {
        return MadeUp.space(3, 5, inert).with(SLIDERS, constraints);
    }

    /** Every plan that needs no more than a score, and those with an optimiser with every one of them. */
    static Stream<SearchPlan> plans() throws StockpotException {
        var plans = new ArrayList<SearchPlan>();
        for (String id : SearchPlan.ids()) {
            SearchPlan standard = SearchPlan.standard(id);
            // A front wants a score of several parts.
            if (id.equals("pareto") || !EnumSet.of(Need.IMAGES, Need.LABELS).containsAll(standard.needs())) {
                continue;
            }
            Set<String> settings = new HashSet<>(
                    standard.parameters().stream().map(Parameter::name).toList());
            if (id.equals("weighted")) {
                plans.add(new WeightedSoup(List.of(0.0, 3.0, 1.0)));
            } else if (id.equals(Refinement.ID)) {
                plans.add(new Refinement(List.of(0.0, 3.0, 1.0), 50, true));
            } else if (settings.contains("optimiser")) {
                for (String optimiser : Optimiser.ids()) {
                    plans.add(SearchPlan.parse(id, Map.of("optimiser", optimiser)));
                }
            } else {
                plans.add(standard);
            }
        }
        plans.add(SearchPlan.parse("direct", Map.of("start", "best")));
        plans.add(SearchPlan.parse("direct", Map.of("start", "sliders")));
        plans.add(SearchPlan.parse("manifold", Map.of("normalise", "false")));
        return plans.stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyMixOfEveryPlanObeys(SearchPlan plan) throws StockpotException {
        double[][] best = {{0.1, 0, 0.5, 0.9, 0.8}, {0.2, 0.9, 0.4, 0, 0.1}, {0.7, 0.1, 0.1, 0.1, 0.1}};
        SearchSpace space = space(all());
        var heard = new MadeUp.Journal();
        SearchResult result = Searcher.run(
                plan,
                space,
                MadeUp.steps(MadeUp.quadratic(best, space), 2000),
                1,
                Budget.ofEvaluations(400),
                Savings.ALL,
                heard,
                JobContext.detached());

        assertThat(heard.trials).isNotEmpty().contains(result.weights());
        boolean shares = plan.method().id().equals("weighted");
        for (MixingWeights weights : heard.trials) {
            assertThat(weights.column(1)).isEqualTo(SLIDERS.column(1));
            assertThat(weights.column(4)).isEqualTo(weights.column(0));
            assertThat(Arrays.stream(weights.column(3))).allMatch(w -> w >= 0.1 && w <= 0.6);
            for (int group = 0; shares && group < 5; group++) {
                assertThat(weights.columnSum(group)).isCloseTo(1, within(1e-9));
            }
        }
        assertThat(result.kept()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(result.evaluations()).isLessThanOrEqualTo(plan.mostEvaluations(space));
    }

    @Test
    void pinnedGroupsAreNotSearchedAndLinkedOnesAreOne() throws StockpotException {
        assertThat(space(Constraints.NONE).variables()).hasSize(5);
        assertThat(space(all()).variables()).containsExactly(List.of(0, 4), List.of(2), List.of(3));
        assertThat(space(all(), 0).variables()).containsExactly(List.of(2), List.of(3), List.of(4));
        assertThat(space(all()).activeGroups()).containsExactly(0, 2, 3, 4);
        assertThat(ManifoldMixing.STANDARD.mostEvaluations(space(all())))
                .isEqualTo(ManifoldMixing.STANDARD.mostEvaluations(MadeUp.space(3, 3)));
    }

    @Test
    void oneNumberIsSearchedForLinkedGroups() throws StockpotException {
        var starts = new ArrayList<Integer>();
        Minimiser counting = (objective, start, bounds, budget, seed) -> {
            starts.add(start.length);
            return Minimum.at(start, objective.at(start), 1);
        };
        var trials = new Trials(
                space(all()),
                weights -> 0.5,
                Budget.UNLIMITED,
                Savings.ALL,
                100,
                SearchListener.NONE,
                JobContext.detached());
        Mix mix = new SequentialPhase(ManifoldMixing.STANDARD, trials, counting, 1).run(List.of(0, 1, 2));
        new JointPhase(ManifoldMixing.STANDARD, trials, counting, 1).run(mix);

        assertThat(starts).containsExactly(3, 3, 3, 3, 9);
    }

    @Test
    void withoutConstraintsWeightsAreTheVerySame() throws StockpotException {
        assertThat(space(Constraints.NONE).held(SLIDERS)).isSameAs(SLIDERS);
    }

    @Test
    void theRangeOfALinkIsWhatAllItsRangesHaveInCommon() throws StockpotException {
        var constraints = new Constraints(
                Set.of(),
                Map.of("group0", new Bounds.Range(0.1, 0.5), "group2", new Bounds.Range(0.3, 0.9)),
                List.of(Set.of("group0", "group2")));
        MixingWeights held = space(constraints).held(MixingWeights.only(0, 3, 5));

        assertThat(held.column(0)).containsExactly(new double[] {0.4, 0.3, 0.3}, within(1e-12));
        assertThat(held.column(2)).isEqualTo(held.column(0));
        assertThat(held.column(1)).containsExactly(1, 0, 0);
    }

    @Test
    void aLinkFollowsItsFirstGroupThatCounts() throws StockpotException {
        var constraints = new Constraints(Set.of(), Map.of(), List.of(Set.of("group0", "group2")));
        MixingWeights weights = MixingWeights.of(new double[][] {{1, 1, 0, 1, 1}, {0, 0, 1, 0, 0}, {0, 0, 0, 0, 0}});

        assertThat(space(constraints).held(weights).column(2)).containsExactly(1, 0, 0);
        assertThat(space(constraints, 0).held(weights).column(0)).containsExactly(0, 1, 0);
    }

    /** Against what the nearest point of a simplex within a box has to satisfy. */
    @Property(tries = 300, seed = "1")
    void weightsInARangeAreTheNearestThatSumToOne(@ForAll @IntRange(min = 2, max = 8) int n, @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        double low = random.nextDouble() / n;
        double high = 1.0 / n + random.nextDouble() * (1 - 1.0 / n) + 1e-6;
        double[] shares = random.doubles(n).map(u -> -Math.log(1 - u)).toArray();
        double sum = Arrays.stream(shares).sum();
        var matrix = new double[n][1];
        for (int i = 0; i < n; i++) {
            matrix[i][0] = shares[i] / sum;
        }
        SearchSpace space = MadeUp.space(n, 1)
                .with(
                        MixingWeights.uniform(n, 1),
                        new Constraints(Set.of(), Map.of("group0", new Bounds.Range(low, high)), List.of()));
        MixingWeights held = space.held(MixingWeights.of(matrix));
        double[] column = held.column(0);

        assertThat(Arrays.stream(column).sum()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(column)).allMatch(w -> w >= low && w <= high);
        assertThat(space.held(held).column(0)).containsExactly(column, within(1e-12));
        // Moving mass between two that are free to move brings the point no nearer: their shifts are equal.
        for (int from = 0; from < n; from++) {
            for (int to = 0; to < n; to++) {
                if (column[from] > low + 1e-9 && column[to] < high - 1e-9) {
                    assertThat(column[from] - matrix[from][0]).isLessThanOrEqualTo(column[to] - matrix[to][0] + 1e-9);
                }
            }
        }
    }

    @Test
    void whatCannotBeHeldIsRefusedWithTheReason() {
        refused(
                new Constraints(Set.of("head"), Map.of(), List.of()),
                "There is no layer group \"head\" to hold: give one of group0, group1, group2, group3, group4.");
        refused(
                new Constraints(Set.of("group0"), Map.of(), List.of(Set.of("group0", "group1"))),
                "Layer group \"group0\" is pinned, so it cannot be linked too.");
        refused(
                new Constraints(Set.of("group0"), Map.of("group0", EVEN), List.of()),
                "Layer group \"group0\" is pinned, so it cannot be given a range too.");
        refused(
                new Constraints(Set.of(), Map.of(), List.of(Set.of("group0", "group1"), Set.of("group1", "group2"))),
                "Layer group \"group1\" is in two links: give one link with all its groups.");
        refused(
                new Constraints(Set.of(), Map.of(), List.of(Set.of("group0"))),
                "A link of [group0] links nothing: name two layer groups or more.");
        refused(
                new Constraints(Set.of(), Map.of("group0", new Bounds.Range(0.4, 0.5)), List.of()),
                "No weights of 3 ingredients within 0.4…0.5 sum to 1 in layer group \"group0\": give a range around"
                        + " 0.333.");
    }

    private static void refused(Constraints constraints, String message) {
        assertThatThrownBy(() -> space(constraints))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhatItHolds() {
        assertThat(all().sentences())
                .containsExactly(
                        "group1 stays as it is on the sliders",
                        "group3 stays within 0.1…0.6",
                        "group0, group4 have the same weights");
    }
}
