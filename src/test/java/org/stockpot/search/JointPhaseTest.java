package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class JointPhaseTest {
    private final MadeUp.Journal journal = new MadeUp.Journal();
    private final List<Bounds> bounds = new ArrayList<>();
    private final List<Integer> budgets = new ArrayList<>();
    private final List<double[]> starts = new ArrayList<>();

    private Minimiser asking(double... point) {
        return (objective, start, limits, budget, seed) -> {
            starts.add(start.clone());
            bounds.add(limits);
            budgets.add(budget);
            return Minimum.at(point, objective.at(point), 1);
        };
    }

    private Mix run(ManifoldMixing options, Mix mix, SearchSpace space, Objective objective, Minimiser minimiser)
            throws StockpotException {
        var trials = new Trials(
                space, objective, Budget.UNLIMITED, Savings.ALL, Integer.MAX_VALUE, journal, JobContext.detached());
        return new JointPhase(options, trials, minimiser, 1).run(mix);
    }

    private static Mix mix(double score, List<Integer> members, double[]... rows) {
        return new Mix(MixingWeights.of(rows), score, members);
    }

    /** Rows 0 and 2 of three ingredients, two groups of which the first is inert. */
    private final Mix two =
            mix(0.8, List.of(2, 0), new double[] {0.4, 0.4}, new double[] {0, 0}, new double[] {0.6, 0.6});

    @Test
    void searchesAFactorPerMemberAndGroupAroundOne() throws StockpotException {
        run(ManifoldMixing.STANDARD, two, MadeUp.space(3, 2, 0), weights -> 0.9, asking(1.4, 0.7));

        assertThat(starts.get(0)).containsExactly(1, 1);
        assertThat(bounds).containsExactly(Bounds.all(2, 0.7, 1.4));
        assertThat(budgets).containsExactly(100);
    }

    @Test
    void scaledWeightsAreDividedByTheirSumAndInertGroupsStay() throws StockpotException {
        Mix found = run(ManifoldMixing.STANDARD, two, MadeUp.space(3, 2, 0), weights -> 0.9, asking(1.4, 0.7));

        double sum = 1.4 * 0.6 + 0.7 * 0.4;
        assertThat(found.weights().column(0)).containsExactly(0.4, 0, 0.6);
        assertThat(found.weights().column(1)).containsExactly(new double[] {0.28 / sum, 0, 0.84 / sum}, within(1e-15));
        assertThat(found.members()).containsExactly(2, 0);
        assertThat(journal.outcomes()).containsExactly(Decision.Outcome.REFINED);
    }

    @Test
    void withoutNormalisationTheWeightsAreScaledOnlyAndSummed() throws StockpotException {
        var options = new ManifoldMixing(0.998, 0.5, 30, 50, true, true, Order.DESCENDING, 0, false, false);
        Mix found = run(options, two, MadeUp.space(3, 2, 0), weights -> 0.9, asking(1.4, 0.7));

        assertThat(found.weights().column(1)).containsExactly(new double[] {0.28, 0, 0.84}, within(1e-15));
        assertThat(options.method().id()).isEqualTo("sum");
        assertThat(ManifoldMixing.STANDARD.method().id()).isEqualTo("weighted");
    }

    @Test
    void dimensionsOfOneGroupStandEquallyDeepInTheNetwork() throws StockpotException {
        var depths = new ArrayList<Integer>();
        Mix both = mix(0.8, List.of(0, 1), new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});
        run(ManifoldMixing.STANDARD, both, MadeUp.space(2, 3, 1), weights -> 0.9, (objective, start, limits, b, s) -> {
            for (int i = 0; i < start.length; i++) {
                depths.add(objective.depth(i));
            }
            return Minimum.at(start, objective.at(start), 1);
        });

        assertThat(depths).containsExactly(0, 1, 0, 1);
    }

    @Test
    void whatIsNotBetterIsNotKept() throws StockpotException {
        Mix found = run(ManifoldMixing.STANDARD, two, MadeUp.space(3, 2, 0), weights -> 0.8, asking(1.4, 0.7));

        assertThat(found).isSameAs(two);
        assertThat(journal.decisions)
                .containsExactly(new Decision("Phase 2", -1, Decision.Outcome.NOT_REFINED, 0.8, 0.8));
    }

    @Test
    void oneIngredientAloneIsNotSearched() throws StockpotException {
        Mix one = mix(0.8, List.of(0), new double[] {1, 1}, new double[] {0, 0});

        assertThat(run(ManifoldMixing.STANDARD, one, MadeUp.space(2, 2), weights -> 0.9, asking(1, 1)))
                .isSameAs(one);
        assertThat(starts).isEmpty();
    }
}
