package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

class SearcherTest {
    private MadeUp.Journal journal = new MadeUp.Journal();

    private SearchResult run(SearchPlan plan, SearchSpace space, Objective objective, Budget budget)
            throws StockpotException {
        return Searcher.run(plan, space, objective, 1, budget, Savings.ALL, journal, JobContext.detached());
    }

    private SearchResult run(SearchPlan plan, SearchSpace space, Objective objective) throws StockpotException {
        return run(plan, space, objective, Budget.UNLIMITED);
    }

    /** Accuracy as the sum of what each ingredient's share gives. */
    private static Objective additive(double... gains) {
        return weights -> {
            double score = 0;
            for (int i = 0; i < gains.length; i++) {
                score += gains[i] * weights.weight(i, 0);
            }
            return score;
        };
    }

    @Test
    void theUniformSoupIsOneEvaluation() throws StockpotException {
        SearchResult result = run(new UniformSoup(), MadeUp.space(4, 2), weights -> 0.7);

        assertThat(result)
                .isEqualTo(new SearchResult(
                        MixingWeights.uniform(4, 2),
                        0.7,
                        List.of(0, 1, 2, 3),
                        1,
                        List.of(),
                        Told.of(StopReason.FINISHED)));
        assertThat(journal.bestScores).containsExactly(0.7);
    }

    @Test
    void theWeightedSoupDividesByTheSum() throws StockpotException {
        SearchResult result = run(new WeightedSoup(List.of(3.0, 0.0, 1.0)), MadeUp.space(3, 2), weights -> 0.7);

        assertThat(result.weights()).isEqualTo(MixingWeights.of(new double[][] {{0.75, 0.75}, {0, 0}, {0.25, 0.25}}));
        assertThat(result.kept()).containsExactly(0, 2);
    }

    @Test
    void theWeightedSoupNeedsAWeightPerIngredient() {
        assertThatThrownBy(() -> run(new WeightedSoup(List.of(1.0)), MadeUp.space(2, 1), weights -> 0.7))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Weighted soup has 1 weights, expected 2: give one per ingredient");
        assertThatThrownBy(() -> run(new WeightedSoup(List.of(0.0, 0.0)), MadeUp.space(2, 1), weights -> 0.7))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Weighted soup's weights sum to 0.0: raise at least one above 0");
    }

    @Test
    void theGreedySoupKeepsWhatDoesNotLowerTheScore() throws StockpotException {
        // Scores of the sets that it meets, by how much of each is in them.
        Objective objective = weights -> {
            double[] share = weights.column(0);
            if (share[3] > 0 && share[3] < 1) {
                return 0.5;
            }
            return share[1] == 1 ? 0.8 : share[0] == 1 ? 0.7 : share[2] == 1 ? 0.6 : share[3] == 1 ? 0.65 : 0.8;
        };
        SearchResult result = run(GreedySoup.STANDARD, MadeUp.space(4, 2), objective);

        assertThat(result.kept()).containsExactly(1, 0, 2);
        assertThat(result.weights().column(1))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0, 0}, within(1e-15));
        assertThat(result.evaluations()).isEqualTo(7);
        assertThat(result.decisions())
                .containsExactly(
                        new Decision("dish1", 1, Decision.Outcome.STARTED, 0.8, 0.8),
                        new Decision("dish0", 0, Decision.Outcome.ACCEPTED, 0.8, 0.8),
                        new Decision("dish3", 3, Decision.Outcome.REJECTED, 0.5, 0.8),
                        new Decision("dish2", 2, Decision.Outcome.ACCEPTED, 0.8, 0.8));
    }

    @Test
    void theStrictGreedySoupWantsAGain() throws StockpotException {
        SearchResult result = run(new GreedySoup(Order.DESCENDING, true, false), MadeUp.space(3, 1), weights -> 0.8);

        assertThat(result.kept()).containsExactly(0);
    }

    @Test
    void theRepeatingGreedySoupApproachesUnequalShares() throws StockpotException {
        double[][] best = {{0.75}, {0.25}};
        SearchSpace space = MadeUp.space(2, 1);
        SearchResult once = run(GreedySoup.STANDARD, space, MadeUp.quadratic(best, space));
        journal = new MadeUp.Journal();
        SearchResult often = run(new GreedySoup(Order.DESCENDING, false, true), space, MadeUp.quadratic(best, space));

        assertThat(once.weights().column(0)).containsExactly(0.5, 0.5);
        assertThat(often.weights().column(0)[0]).isGreaterThan(0.6);
        assertThat(often.kept()).containsExactly(0, 1);
    }

    @Test
    void manifoldMixingFindsTheBestWeightsPerGroup() throws StockpotException {
        double[][] best = {{0.6, 0.3}, {0.3, 0.5}, {0.1, 0.2}};
        SearchSpace space = MadeUp.space(3, 2);
        SearchResult result = run(ManifoldMixing.STANDARD, space, MadeUp.quadratic(best, space));

        for (int row = 0; row < 3; row++) {
            assertThat(result.weights().toMatrix()[row]).containsExactly(best[row], within(0.03));
        }
        assertThat(result.score()).isGreaterThan(0.89995);
        assertThat(result.stoppedBecause()).hasToString("finished");
    }

    @Test
    void manifoldMixingClimbsAStaircase() throws StockpotException {
        double[][] best = {{0.6, 0.3, 0.5}, {0.3, 0.5, 0.2}, {0.1, 0.2, 0.3}};
        SearchSpace space = MadeUp.space(3, 3);
        Objective accuracy = MadeUp.steps(MadeUp.quadratic(best, space), 5000);
        SearchResult uniform = run(new UniformSoup(), space, accuracy);
        SearchResult result = Searcher.run(
                ManifoldMixing.STANDARD,
                space,
                accuracy,
                1,
                Budget.UNLIMITED,
                Savings.ALL,
                SearchListener.NONE,
                JobContext.detached());

        assertThat(result.score()).isGreaterThan(uniform.score()).isGreaterThanOrEqualTo(0.8985);
    }

    @ParameterizedTest
    @MethodSource("org.stockpot.search.Optimiser#ids")
    void manifoldMixingGainsByEveryOptimiser(String optimiser) throws StockpotException {
        double[][] best = {{0.6, 0.3, 0.5}, {0.3, 0.5, 0.2}, {0.1, 0.2, 0.3}};
        SearchSpace space = MadeUp.space(3, 3);
        Objective accuracy = MadeUp.steps(MadeUp.quadratic(best, space), 5000);
        SearchResult greedy = run(GreedySoup.STANDARD, space, accuracy);
        journal = new MadeUp.Journal();
        SearchResult result = run(SearchPlan.parse("manifold", Map.of("optimiser", optimiser)), space, accuracy);

        assertThat(result.score()).isGreaterThan(greedy.score());
        assertThat(journal.phases.stream().distinct()).contains("Phase 2");
    }

    @Property(tries = 60, seed = "1")
    void neverEndsBelowItsBestIngredientAndColumnsSumToOne(
            @ForAll @IntRange(min = 1, max = 5) int ingredients,
            @ForAll @IntRange(min = 1, max = 4) int groups,
            @ForAll @IntRange(min = 1, max = 120) int evaluations,
            @ForAll Order order,
            @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        double[][] best = new double[ingredients][groups];
        for (double[] row : best) {
            for (int group = 0; group < groups; group++) {
                row[group] = random.nextDouble();
            }
        }
        SearchSpace space = MadeUp.space(ingredients, groups, 0);
        Objective accuracy = MadeUp.steps(MadeUp.quadratic(best, space), 500);
        var heard = new MadeUp.Journal();
        var plan = new ManifoldMixing(0.998, 0.5, 5, 5, true, true, order, 0, true, false);
        SearchResult result = Searcher.run(
                plan,
                space,
                accuracy,
                seed,
                Budget.ofEvaluations(evaluations),
                Savings.ALL,
                heard,
                JobContext.detached());

        assertThat(heard.scores).allMatch(score -> score <= result.score());
        assertThat(result.evaluations())
                .isEqualTo(heard.scores.size())
                .isLessThanOrEqualTo(evaluations)
                .isLessThanOrEqualTo(plan.mostEvaluations(space));
        assertThat(accuracy.score(result.weights())).isEqualTo(result.score());
        for (int group = 0; group < groups; group++) {
            assertThat(result.weights().columnSum(group)).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(result.weights().column(group))).allMatch(weight -> weight >= 0 && weight <= 1);
        }
        assertThat(heard.bestScores.get(heard.bestScores.size() - 1)).isEqualTo(result.score());
        assertThat(heard.bestWeights.get(heard.bestWeights.size() - 1)).isEqualTo(result.weights());
    }

    @Test
    void theSameSeedGivesTheSameSearch() throws StockpotException {
        SearchSpace space = MadeUp.space(4, 2);
        Objective accuracy = MadeUp.steps(
                MadeUp.quadratic(new double[][] {{0.1, 0.4}, {0.2, 0.3}, {0.3, 0.2}, {0.4, 0.1}}, space), 300);
        SearchResult first = run(ManifoldMixing.STANDARD, space, accuracy);
        List<MixingWeights> trials = List.copyOf(journal.trials);
        journal = new MadeUp.Journal();
        SearchResult second = run(ManifoldMixing.STANDARD, space, accuracy);

        assertThat(second).isEqualTo(first);
        assertThat(journal.trials).isEqualTo(trials);
    }

    @Test
    void nothingIsScoredTwice() throws StockpotException {
        SearchSpace space = MadeUp.space(4, 2, 1);
        var seen = new HashSet<List<Double>>();
        Objective accuracy = MadeUp.steps(MadeUp.quadratic(new double[4][2], space), 100);
        SearchResult result = run(ManifoldMixing.STANDARD, space, weights -> {
            assertThat(seen.add(Arrays.stream(weights.column(0)).boxed().toList()))
                    .isTrue();
            return accuracy.score(weights);
        });

        assertThat(result.evaluations()).isEqualTo(seen.size());
    }

    @Test
    void atTheEndOfTheBudgetTheBestSoFarIsTheResult() throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        Objective objective = MadeUp.quadratic(new double[][] {{0.6, 0.3}, {0.3, 0.5}, {0.1, 0.2}}, space);
        SearchResult result = run(ManifoldMixing.STANDARD, space, objective, Budget.ofEvaluations(9));

        assertThat(result.evaluations()).isEqualTo(9);
        assertThat(result.stoppedBecause()).hasToString("the budget of 9 evaluations is spent");
        assertThat(result.score())
                .isEqualTo(journal.scores.stream().max(Double::compare).orElseThrow());
    }

    @Test
    void evenOneEvaluationGivesAMix() throws StockpotException {
        SearchResult result =
                run(GreedySoup.STANDARD, MadeUp.space(3, 1), additive(0.5, 0.9, 0.7), Budget.ofEvaluations(1));

        assertThat(result.weights()).isEqualTo(MixingWeights.only(0, 3, 1));
        assertThat(result.stoppedBecause()).hasToString("the budget of 1 evaluation is spent");
    }

    @Test
    void theTimeCanBeUp() throws StockpotException {
        SearchResult result = run(
                ManifoldMixing.STANDARD,
                MadeUp.space(3, 1),
                weights -> {
                    long end = System.nanoTime() + 2_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return 0.5;
                },
                Budget.UNLIMITED.withTime(Duration.ofMillis(1)));

        assertThat(result.evaluations()).isEqualTo(1);
        assertThat(result.stoppedBecause()).hasToString("the time is up");
    }

    @Test
    void aCancelledSearchHasToldItsBestMix() {
        SearchSpace space = MadeUp.space(3, 2);
        Objective objective = MadeUp.quadratic(new double[][] {{0.6, 0.3}, {0.3, 0.5}, {0.1, 0.2}}, space);
        assertThatThrownBy(() -> run(ManifoldMixing.STANDARD, space, weights -> {
                    if (journal.trials.size() == 20) {
                        throw new CancellationException();
                    }
                    return objective.score(weights);
                }))
                .isInstanceOf(CancellationException.class);

        double best = journal.scores.stream().max(Double::compare).orElseThrow();
        assertThat(journal.bestScores.get(journal.bestScores.size() - 1)).isEqualTo(best);
    }

    @Test
    void onlyTheFirstCandidatesAreConsidered() throws StockpotException {
        var plan = new ManifoldMixing(0.998, 0.5, 2, 2, false, false, Order.ASCENDING, 2, true, false);
        SearchResult result = run(plan, MadeUp.space(4, 1), additive(0.4, 0.1, 0.3, 0.2));

        assertThat(result.decisions()).extracting(Decision::ingredient).containsExactly(1, 3);
        assertThat(result.kept()).containsExactly(0);
    }

    @Test
    void randomOrderFollowsTheSeed() throws StockpotException {
        var plan = new GreedySoup(Order.RANDOM, false, false);
        var orders = new HashSet<List<Integer>>();
        for (long seed = 0; seed < 20; seed++) {
            SearchResult once = Searcher.run(
                    plan,
                    MadeUp.space(4, 1),
                    additive(0.1, 0.2, 0.3, 0.4),
                    seed,
                    Budget.UNLIMITED,
                    Savings.ALL,
                    SearchListener.NONE,
                    JobContext.detached());
            SearchResult again = Searcher.run(
                    plan,
                    MadeUp.space(4, 1),
                    additive(0.1, 0.2, 0.3, 0.4),
                    seed,
                    Budget.UNLIMITED,
                    Savings.ALL,
                    SearchListener.NONE,
                    JobContext.detached());
            assertThat(again.decisions()).isEqualTo(once.decisions());
            orders.add(once.decisions().stream().map(Decision::ingredient).toList());
        }
        assertThat(orders).hasSizeGreaterThan(5);
    }

    @Test
    void aScoreThatIsNotANumberEndsTheSearchWithASentence() {
        assertThatThrownBy(() -> run(GreedySoup.STANDARD, MadeUp.space(2, 1), weights -> Double.NaN))
                .isInstanceOf(StockpotException.class)
                .hasMessage("The objective is not a number for a mix of dish0: check these ingredients for values that"
                        + " are not finite");
    }
}
