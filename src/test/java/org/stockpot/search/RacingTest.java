package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.evaluate.Hits;
import org.stockpot.evaluate.Race;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** Searches whose evaluations may be stopped early: by scripted races, and by real ones on made-up images. */
class RacingTest {
    private MadeUp.Journal journal = new MadeUp.Journal();

    @BeforeEach
    void forget() {
        journal = new MadeUp.Journal();
    }

    private SearchResult run(SearchPlan plan, SearchSpace space, Objective objective, Savings savings)
            throws StockpotException {
        return Searcher.run(plan, space, objective, 1, Budget.UNLIMITED, savings, journal, JobContext.detached());
    }

    /** Stops every race that is lost, after one image of a hundred, and guesses a hundredth too low. */
    private static final class Strict implements Objective {
        private final Objective exact;
        private final List<Double> thresholds = new ArrayList<>();
        private final List<MixingWeights> incumbents = new ArrayList<>();
        private final List<MixingWeights> whole = new ArrayList<>();

        Strict(Objective exact) {
            this.exact = exact;
        }

        @Override
        public double score(MixingWeights weights) throws StockpotException {
            whole.add(weights);
            return exact.score(weights);
        }

        @Override
        public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) throws StockpotException {
            thresholds.add(threshold);
            incumbents.add(incumbent);
            double score = exact.score(weights);
            if (score < threshold) {
                return Score.Estimated.share(score - 0.01, 1, 100, 1);
            }
            return new Score.Whole(score(weights));
        }
    }

    /** Pictures that a mix gets right the nearer it is to the best weights, some easier than others; races are real. */
    private static final class Pictures implements Objective {
        private static final int IMAGES = 4000;
        private final double[][] best;
        private final boolean racing;
        private final double[] hardness = new Random(1).doubles(IMAGES).toArray();
        private final double[] luck =
                new Random(2).doubles(IMAGES, 0, 2 * Math.PI).toArray();
        private long images;
        private int stopped;

        Pictures(double[][] best, boolean racing) {
            this.best = best;
            this.racing = racing;
        }

        private Hits hits(MixingWeights weights) {
            double distance = 0;
            double turn = 0;
            for (int i = 0; i < best.length; i++) {
                for (int group = 0; group < best[i].length; group++) {
                    double error = weights.weight(i, group) - best[i][group];
                    distance += error * error;
                    turn += (i + 1) * (group + 2) * error;
                }
            }
            var bits = new BitSet();
            for (int image = 0; image < IMAGES; image++) {
                double wobble = 0.02 * Math.sin(luck[image] + 3 * turn);
                bits.set(image, hardness[image] < 0.9 - 0.1 * distance + wobble);
            }
            return new Hits(bits, IMAGES);
        }

        @Override
        public double score(MixingWeights weights) {
            images += IMAGES;
            return (double) hits(weights).correct() / IMAGES;
        }

        @Override
        public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) {
            var race = new Race(List.of(hits(incumbent)), threshold, Race.ERROR_RATE);
            if (!racing || !race.isLost(List.of(hits(weights)))) {
                return new Score.Whole(score(weights));
            }
            images += race.images();
            stopped++;
            return Score.Estimated.share(race.estimate(), race.images(), IMAGES, 1);
        }

        @Override
        public double noise(double score) {
            return Math.sqrt(score * (1 - score) / IMAGES);
        }

        /** Images in units of whole evaluations. */
        double evaluations() {
            return (double) images / IMAGES;
        }
    }

    private static final double[][] BEST = {{0.6, 0.3}, {0.3, 0.5}, {0.1, 0.2}};

    @Test
    void candidatesOfTheGreedySoupRaceAgainstTheSoup() throws StockpotException {
        // 0.9, 0.8 and 0.7 alone; the second makes it better, the third worse.
        var objective = new Strict(weights -> {
            double[] share = weights.column(0);
            return share[0] == 1 ? 0.9 : share[1] == 1 ? 0.8 : share[2] == 1 ? 0.7 : share[2] > 0 ? 0.85 : 0.95;
        });
        SearchResult result = run(GreedySoup.STANDARD, MadeUp.space(3, 1), objective, Savings.ALL);

        assertThat(objective.thresholds).containsExactly(0.9, 0.95);
        assertThat(objective.incumbents.get(1).column(0)).containsExactly(0.5, 0.5, 0);
        assertThat(result.kept()).containsExactly(0, 1);
        Decision last = result.decisions().get(2);
        assertThat(last.result()).isEqualTo(Score.Estimated.share(0.84, 1, 100, 1));
        assertThat(last)
                .hasToString(
                        "dish2 was left out: the mix with it scores about 84.00 %, against 95.00 % without; given up"
                                + " after 1 of 100 images");
    }

    @Test
    void thePreCheckRacesAgainstTauTimesTheMixAndProbesAgainstTheBestSoFar() throws StockpotException {
        var objective = new Strict(MadeUp.quadratic(BEST, MadeUp.space(3, 2)));
        run(ManifoldMixing.STANDARD, MadeUp.space(3, 2), objective, Savings.ALL);
        List<Decision> decisions = journal.decisions;
        int check = journal.phases.indexOf("Phase 1: dish1, pre-check");

        assertThat(check).isEqualTo(3);
        assertThat(objective.thresholds.get(0)).isEqualTo(decisions.get(0).value() * 0.998);
        for (int trial = check + 1; trial < journal.trials.size(); trial++) {
            double threshold = objective.thresholds.get(trial - check);
            if (!journal.phases.get(trial).endsWith("pre-check")) {
                double highest = Double.NEGATIVE_INFINITY;
                for (int before = 0; before < trial; before++) {
                    if (journal.results.get(before).isWhole()) {
                        highest = Math.max(highest, journal.scores.get(before));
                    }
                }
                assertThat(threshold).as("trial %d", trial).isBetween(highest, highest + Trials.ANY_GAIN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"greedy", "manifold"})
    void onlyWholeScoresAreEverTheBestOrKept(String id) throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        var objective = new Strict(MadeUp.steps(MadeUp.quadratic(BEST, space), 2000));
        SearchResult result = run(SearchPlan.standard(id), space, objective, Savings.ALL);

        assertThat(journal.results).anyMatch(score -> !score.isWhole());
        assertThat(objective.whole).contains(result.weights()).containsAll(journal.bestWeights);
        assertThat(objective.exact.score(result.weights())).isEqualTo(result.score());
        assertThat(journal.decisions)
                .filteredOn(decision -> decision.outcome() == Decision.Outcome.ACCEPTED
                        || decision.outcome() == Decision.Outcome.REFINED)
                .allMatch(decision -> decision.result().isWhole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"greedy", "manifold"})
    void withoutRacingNothingRaces(String id) throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        Objective smooth = MadeUp.quadratic(BEST, space);
        run(SearchPlan.standard(id), space, smooth, Savings.ALL);

        assertThat(journal.results).allMatch(Score::isWhole);
    }

    @Test
    void aMixThatLostIsRacedAgainOnlyForALowerThreshold() throws StockpotException {
        SearchSpace space = MadeUp.space(2, 1);
        var objective = new Strict(weights -> weights.weight(0, 0));
        var trials = new Trials(space, objective, Budget.UNLIMITED, Savings.ALL, 10, journal, JobContext.detached());
        Mix best = trials.only(0, Told.of(Phase.SCORING));
        MixingWeights half = MixingWeights.uniform(2, 1);

        assertThat(trials.race(half, List.of(0, 1), Told.of(Phase.FIRST), best, 0.8)
                        .isWhole())
                .isFalse();
        assertThat(trials.race(half, List.of(0, 1), Told.of(Phase.FIRST), best, 0.9)
                        .score())
                .isEqualTo(0.49);
        assertThat(trials.evaluations()).isEqualTo(2);
        assertThat(trials.race(half, List.of(0, 1), Told.of(Phase.FIRST), best, 0.4)
                        .score())
                .isEqualTo(0.5);
        assertThat(trials.race(half, List.of(0, 1), Told.of(Phase.FIRST), best, 0.9)
                        .score())
                .isEqualTo(0.5);
        assertThat(trials.evaluations()).isEqualTo(3);
    }

    @Test
    void aWholeScoreIsMeasuredWhereOnlyAnEstimateIsRemembered() throws StockpotException {
        var objective = new Strict(weights -> weights.weight(0, 0));
        var trials = new Trials(
                MadeUp.space(2, 1), objective, Budget.UNLIMITED, Savings.ALL, 10, journal, JobContext.detached());
        Mix best = trials.only(0, Told.of(Phase.SCORING));
        MixingWeights half = MixingWeights.uniform(2, 1);
        Mix estimated = trials.race(half, List.of(0, 1), Told.of(Phase.FIRST), best, 1);

        assertThat(trials.score(half, List.of(0, 1), Told.of(Phase.FIRST)).score())
                .isEqualTo(0.5);
        assertThatThrownBy(() -> trials.accept(estimated)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trials.race(half, List.of(), Told.of(Phase.FIRST), estimated, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(trials.best()).contains(best);
    }

    @Test
    void withoutMemoryAMixIsScoredEveryTimeItIsAskedFor() throws StockpotException {
        SearchSpace space = MadeUp.space(2, 1);
        Map<MixingWeights, Integer> asked = new HashMap<>();
        Objective flat = weights -> {
            asked.merge(weights, 1, Integer::sum);
            return 0.8;
        };
        SearchResult remembered = run(ManifoldMixing.STANDARD, space, flat, Savings.ALL);
        assertThat(asked.values()).containsOnly(1);
        forget();
        asked.clear();
        SearchResult literal = run(ManifoldMixing.STANDARD, space, flat, Savings.NONE);

        assertThat(asked.values()).anyMatch(times -> times > 1);
        assertThat(literal.evaluations())
                .isEqualTo(asked.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThan(remembered.evaluations());
        assertThat(literal.weights()).isEqualTo(remembered.weights());
    }

    @Test
    void withNothingSavedEverySearchOfTheOptimiserSpendsItsWholeBudget() throws StockpotException {
        var literal = new ManifoldMixing(0.998, 0.5, 30, 50, true, true, Order.DESCENDING, 0, true, true);
        SearchResult result = run(literal, MadeUp.space(2, 2), weights -> 0.8, Savings.NONE);

        // Two ingredients, the best of them again, a pre-check, two passes of 30 · 2, and 50 · 2 · 2.
        assertThat(result.evaluations()).isEqualTo(2 + 1 + 1 + 2 * 60 + 200);
        assertThat(journal.phases.stream().filter(phase -> phase.endsWith("first pass")))
                .hasSize(60);
    }

    @Test
    void racingKeepsTheSameWinnerOfTheGreedySoupAndLooksAtFewerImages() throws StockpotException {
        double[][] best = {{0.5}, {0.5}, {0}, {0}, {0}, {0}};
        SearchSpace space = MadeUp.space(6, 1);
        var whole = new Pictures(best, false);
        SearchResult expected = run(GreedySoup.STANDARD, space, whole, Savings.ALL);
        forget();
        var raced = new Pictures(best, true);
        SearchResult found = run(GreedySoup.STANDARD, space, raced, Savings.ALL);

        assertThat(expected.kept()).containsExactlyInAnyOrder(0, 1);
        assertThat(found.weights()).isEqualTo(expected.weights());
        assertThat(found.score()).isEqualTo(expected.score());
        assertThat(found.decisions())
                .extracting(Decision::outcome)
                .isEqualTo(expected.decisions().stream().map(Decision::outcome).toList());
        assertThat(raced.stopped).isEqualTo(4);
        assertThat(raced.images).isLessThan(whole.images * 7 / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void racingKeepsTheWinnerOfManifoldMixingWithinTheNoise(long seed) throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        var whole = new Pictures(BEST, false);
        SearchResult expected = Searcher.run(
                ManifoldMixing.STANDARD,
                space,
                whole,
                seed,
                Budget.UNLIMITED,
                Savings.ALL,
                SearchListener.NONE,
                JobContext.detached());
        var raced = new Pictures(BEST, true);
        SearchResult found = Searcher.run(
                ManifoldMixing.STANDARD,
                space,
                raced,
                seed,
                Budget.UNLIMITED,
                Savings.ALL,
                journal,
                JobContext.detached());

        assertThat(raced.hits(found.weights()).correct() / 4000.0).isEqualTo(found.score());
        assertThat(found.kept()).isEqualTo(expected.kept());
        assertThat(found.score()).isGreaterThan(expected.score() - 0.002);
        assertThat(raced.stopped).isGreaterThan(found.evaluations() / 4);
        assertThat(raced.evaluations()).isLessThan(0.85 * found.evaluations());
    }

    @Test
    void theSameSeedGivesTheSameSearch() throws StockpotException {
        SearchSpace space = MadeUp.space(3, 2);
        SearchResult first = run(ManifoldMixing.STANDARD, space, new Pictures(BEST, true), Savings.ALL);
        List<Score> scores = List.copyOf(journal.results);
        forget();

        assertThat(run(ManifoldMixing.STANDARD, space, new Pictures(BEST, true), Savings.ALL))
                .isEqualTo(first);
        assertThat(journal.results).isEqualTo(scores);
    }

    @Test
    void anEstimateThatIsNotANumberEndsTheSearchWithASentence() {
        Objective broken = new Objective() {
            @Override
            public double score(MixingWeights weights) {
                return 0.5;
            }

            @Override
            public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) {
                return new Score.Estimated(Double.NaN, 1, 2, 0);
            }
        };
        assertThatThrownBy(() -> run(GreedySoup.STANDARD, MadeUp.space(2, 1), broken, Savings.ALL))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("The objective is not a number for a mix of dish0, dish1");
    }

    @Test
    void refusesRatesAndGainsThatAreNone() {
        for (double rate : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> new Racing(rate, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double gain : new double[] {-0.1, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThatThrownBy(() -> new Racing(0.1, gain)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
