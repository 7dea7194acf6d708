package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** Pins phase 1 rule by rule: the optimiser is scripted, so that every start, bound and budget is seen. */
class SequentialPhaseTest {
    private static final ManifoldMixing STANDARD = ManifoldMixing.STANDARD;

    private record Pass(List<Double> start, Bounds bounds, int budget) {}

    private final List<Pass> passes = new ArrayList<>();
    private MadeUp.Journal journal = new MadeUp.Journal();

    /** Asks for the given points in turn, one pass each; then for the start. */
    private Minimiser scripted(double[]... points) {
        var next = new ArrayList<>(List.of(points));
        return (objective, start, bounds, budget, seed) -> {
            passes.add(new Pass(Arrays.stream(start).boxed().toList(), bounds, budget));
            double[] point = next.isEmpty() ? bounds.clip(start) : next.remove(0);
            return Minimum.at(point, objective.at(point), 1);
        };
    }

    private Mix run(ManifoldMixing options, SearchSpace space, Objective objective, Minimiser minimiser)
            throws StockpotException {
        var trials = new Trials(
                space, objective, Budget.UNLIMITED, Savings.ALL, Integer.MAX_VALUE, journal, JobContext.detached());
        List<Integer> rows = options.order().rows(trials.all(Told.of(Phase.SCORING)), 1);
        return new SequentialPhase(options, trials, minimiser, 1).run(rows);
    }

    /** Two ingredients in one group: the score is a function of the first one's share alone. */
    private static Objective ofShare(java.util.function.DoubleUnaryOperator score) {
        return weights -> score.applyAsDouble(weights.weight(0, 0));
    }

    private static double[] point(double... values) {
        return values;
    }

    private static ManifoldMixing with(double tau, double delta, int evaluations, boolean secondPass) {
        return new ManifoldMixing(tau, delta, evaluations, 50, secondPass, true, Order.DESCENDING, 0, true, false);
    }

    @Test
    void candidatesComeByTheirOwnScoreBestFirst() throws StockpotException {
        double[] own = {0.5, 0.9, 0.7, 0.9};
        run(
                STANDARD,
                MadeUp.space(4, 1),
                weights -> {
                    double score = 0;
                    for (int i = 0; i < own.length; i++) {
                        score += weights.weight(i, 0) * own[i];
                    }
                    return score;
                },
                scripted());

        assertThat(journal.decisions).extracting(Decision::ingredient).containsExactly(1, 3, 2, 0);
        assertThat(journal.trials.subList(0, 4))
                .containsExactly(
                        MixingWeights.only(0, 4, 1),
                        MixingWeights.only(1, 4, 1),
                        MixingWeights.only(2, 4, 1),
                        MixingWeights.only(3, 4, 1));
    }

    @Test
    void aCandidateWhoseAverageFallsBelowTauIsNotSearched() throws StockpotException {
        run(STANDARD, MadeUp.space(2, 1), ofShare(a -> a == 1 ? 0.8 : a == 0.5 ? 0.7983 : 0.5), scripted());

        assertThat(passes).isEmpty();
        Decision decision = journal.decisions.get(1);
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.SKIPPED);
        assertThat(decision.value()).isEqualTo(0.7983);
        assertThat(decision.threshold()).isCloseTo(0.998 * 0.8, within(1e-12));
        assertThat(decision)
                .hasToString(
                        "dish1 was skipped by the pre-check: the plain average of the mix and it scores 79.83 %, and"
                                + " it is searched from 79.84 % on");
    }

    @Test
    void aCandidateWhoseAverageReachesTauIsSearchedFromTheAverage() throws StockpotException {
        run(STANDARD, MadeUp.space(2, 3), ofShare(a -> a == 1 ? 0.8 : a == 0.5 ? 0.7985 : 0.5), scripted());

        assertThat(passes).hasSize(1);
        assertThat(passes.get(0).start()).containsExactly(0.5, 0.5, 0.5);
        assertThat(passes.get(0).bounds()).isEqualTo(Bounds.all(3, 0.25, 0.75));
        assertThat(passes.get(0).budget()).isEqualTo(90);
    }

    @Test
    void theFirstBoundsAreRPlusMinusDeltaTimesOneMinusR() throws StockpotException {
        run(with(0.998, 0.2, 7, false), MadeUp.space(4, 2), weights -> 0.8, scripted());

        assertThat(passes).extracting(Pass::budget).containsOnly(14);
        for (int joined = 1; joined <= 3; joined++) {
            double r = joined / (joined + 1.0);
            Pass pass = passes.get(joined - 1);
            assertThat(pass.start()).containsOnly(r);
            assertThat(pass.bounds()).isEqualTo(Bounds.all(2, r - 0.2 * (1 - r), r + 0.2 * (1 - r)));
        }
    }

    @Test
    void aSearchThatStaysBelowTheMixIsANearMiss() throws StockpotException {
        Mix mix = run(
                STANDARD,
                MadeUp.space(2, 1),
                ofShare(a -> a == 1 ? 0.8 : a == 0.6 ? 0.7999 : 0.7990),
                scripted(point(0.6)));

        assertThat(passes).hasSize(1);
        assertThat(mix.members()).containsExactly(0);
        assertThat(journal.decisions.get(1))
                .isEqualTo(new Decision("dish1", 1, Decision.Outcome.NEAR_MISS, 0.7999, 0.8));
    }

    @Test
    void aSearchThatOnlyReachesTheMixIsAcceptedAfterASecondPassInWideBounds() throws StockpotException {
        Mix mix = run(STANDARD, MadeUp.space(2, 1), ofShare(a -> 0.8), scripted(point(0.26), point(0.9)));

        assertThat(passes).hasSize(2);
        assertThat(passes.get(1).start()).containsExactly(0.26);
        assertThat(passes.get(1).bounds()).isEqualTo(Bounds.all(1, 0.3, 1));
        assertThat(passes.get(1).budget()).isEqualTo(30);
        assertThat(journal.decisions.get(1).outcome()).isEqualTo(Decision.Outcome.ACCEPTED);
        assertThat(mix.members()).containsExactly(0, 1);
        assertThat(mix.weights().weight(0, 0)).isEqualTo(0.26);
    }

    @Test
    void aThirdPassFollowsAGainOfThreeTenthsOfOneMinusTau() throws StockpotException {
        // 0.8 · 0.3 · (1 − 0.998) = 0.00048
        double[] gains = {0.00047, 0.00049};
        for (double gain : gains) {
            passes.clear();
            journal = new MadeUp.Journal();
            run(
                    STANDARD,
                    MadeUp.space(2, 1),
                    ofShare(a -> a == 0.9 ? 0.8 + gain : 0.8),
                    scripted(point(0.6), point(0.9)));
            assertThat(passes).hasSize(gain > 0.00048 ? 3 : 2);
        }
        assertThat(passes.get(2).start()).containsExactly(0.9);
        assertThat(passes.get(2).bounds()).isEqualTo(Bounds.all(1, 0.3, 1));
        assertThat(passes.get(2).budget()).isEqualTo(30);
    }

    @Test
    void withoutTheSecondPassThereIsNoThirdEither() throws StockpotException {
        run(with(0.998, 0.5, 30, false), MadeUp.space(2, 1), ofShare(a -> 0.8), scripted(point(0.6)));

        assertThat(passes).hasSize(1);
        assertThat(journal.decisions.get(1).outcome()).isEqualTo(Decision.Outcome.ACCEPTED);
    }

    @Test
    void aWorseSecondPassLosesNothing() throws StockpotException {
        Mix mix = run(
                STANDARD, MadeUp.space(2, 1), ofShare(a -> a == 0.26 ? 0.83 : 0.8), scripted(point(0.26), point(0.5)));

        assertThat(mix.score()).isEqualTo(0.83);
        assertThat(mix.weights().weight(0, 0)).isEqualTo(0.26);
    }

    @Test
    void skippedAndMissedCandidatesDoNotCountForR() throws StockpotException {
        // dish1 is skipped, dish2 joins: it is still searched around one half.
        Objective objective = weights -> weights.weight(1, 0) > 0 ? 0.1 : 0.8;
        run(with(0.998, 0.5, 30, false), MadeUp.space(4, 1), objective, scripted());

        assertThat(journal.outcomes())
                .containsExactly(
                        Decision.Outcome.STARTED,
                        Decision.Outcome.ACCEPTED,
                        Decision.Outcome.ACCEPTED,
                        Decision.Outcome.SKIPPED);
        assertThat(passes).extracting(pass -> pass.start().get(0)).containsExactly(0.5, 2 / 3.0);
    }

    @Test
    void mixingIsLambdaTimesTheMixPlusTheRestOfTheCandidate() throws StockpotException {
        Mix mix = run(
                with(0.998, 0.5, 30, false),
                MadeUp.space(3, 2),
                weights -> 0.8,
                scripted(point(0.4, 0.7), point(0.6, 0.75)));

        double[][] expected = Unrolling.beta(new double[][] {{0.4, 0.7}, {0.6, 0.75}}, 2);
        double[][] found = mix.weights().toMatrix();
        for (int row = 0; row < 3; row++) {
            assertThat(found[row]).containsExactly(expected[row], within(1e-15));
        }
    }

    @Test
    void inertGroupsAreNotSearchedAndFollowTheRunningAverage() throws StockpotException {
        Mix mix = run(
                with(0.998, 0.5, 30, false),
                MadeUp.space(3, 3, 0, 2),
                weights -> 0.8,
                scripted(point(0.4), point(0.6)));

        assertThat(passes).extracting(pass -> pass.start().size()).containsOnly(1);
        assertThat(passes).extracting(Pass::budget).containsOnly(30);
        for (int inert : new int[] {0, 2}) {
            assertThat(mix.weights().column(inert))
                    .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
        }
        assertThat(mix.weights().column(1)).containsExactly(new double[] {0.24, 0.36, 0.4}, within(1e-15));
    }

    @Test
    void whereAllGroupsAreInertNothingIsSearched() throws StockpotException {
        Mix mix = run(STANDARD, MadeUp.space(3, 2, 0, 1), weights -> 0.8, scripted());

        assertThat(passes).isEmpty();
        assertThat(mix.members()).containsExactly(0, 1, 2);
    }

    @Test
    void thePreCheckUsesThePlainRunningAverage() throws StockpotException {
        run(STANDARD, MadeUp.space(3, 1), weights -> 0.8, scripted());

        int first = journal.phases.indexOf("Phase 1: dish1, pre-check");
        assertThat(journal.trials.get(first).column(0)).containsExactly(0.5, 0.5, 0);
        int second = journal.phases.indexOf("Phase 1: dish2, pre-check");
        double[] column = journal.trials.get(second).column(0);
        assertThat(Arrays.stream(column).toArray())
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
    }
}
