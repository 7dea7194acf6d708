package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class ParetoFrontTest {
    private static final double[][] FIRST = {{0.8, 0.5}, {0.1, 0.2}, {0.1, 0.3}};
    private static final double[][] SECOND = {{0.2, 0.3}, {0.7, 0.6}, {0.1, 0.1}};
    private static final SearchSpace SPACE = MadeUp.space(3, 3, 2);

    /** Two quadratics: the compromises are the mixes on the straight line between their two best ones. */
    private static Objective twoBests() {
        Objective first = MadeUp.quadratic(FIRST, SPACE);
        Objective second = MadeUp.quadratic(SECOND, SPACE);
        return new Objective() {
            @Override
            public double score(MixingWeights weights) throws StockpotException {
                return measure(weights).value();
            }

            @Override
            public Score.Whole measure(MixingWeights weights) throws StockpotException {
                List<Double> parts = List.of(first.score(weights), second.score(weights));
                return new Score.Whole(0.5 * parts.get(0) + 0.5 * parts.get(1), parts);
            }
        };
    }

    private static SearchResult run(ParetoFront plan, Objective objective, Budget budget, MadeUp.Journal journal)
            throws StockpotException {
        return Searcher.run(plan, SPACE, objective, 1, budget, Savings.ALL, journal, JobContext.detached());
    }

    /** Where on the line the nearest point is, 0 at the first best and 1 at the second, and how far away. */
    private static double[] place(MixingWeights weights) {
        double along = 0;
        double length = 0;
        for (int row = 0; row < 3; row++) {
            for (int group = 0; group < 2; group++) {
                double step = SECOND[row][group] - FIRST[row][group];
                along += (weights.weight(row, group) - FIRST[row][group]) * step;
                length += step * step;
            }
        }
        double at = along / length;
        double square = 0;
        for (int row = 0; row < 3; row++) {
            for (int group = 0; group < 2; group++) {
                double point = FIRST[row][group] + at * (SECOND[row][group] - FIRST[row][group]);
                square += Math.pow(weights.weight(row, group) - point, 2);
            }
        }
        return new double[] {at, Math.sqrt(square)};
    }

    @Test
    void findsTheWholeOfAKnownFront() throws StockpotException {
        SearchResult result = run(new ParetoFront(40, 60, 12), twoBests(), Budget.UNLIMITED, new MadeUp.Journal());
        assertThat(result.front()).hasSize(12);
        double before = -0.1;
        for (Mix mix : result.front()) {
            double[] place = place(mix.weights());
            assertThat(place[1]).as("distance of %s from the line", mix).isLessThan(0.1);
            assertThat(place[0]).as("from the first best to the second").isBetween(before, before + 0.3);
            before = place[0];
            for (int group = 0; group < 3; group++) {
                double sum = 0;
                for (double weight : mix.weights().column(group)) {
                    sum += weight;
                }
                assertThat(sum).isCloseTo(1, within(1e-12));
            }
            assertThat(mix.weights().weight(0, 2))
                    .as("an inert group follows the others")
                    .isCloseTo((mix.weights().weight(0, 0) + mix.weights().weight(0, 1)) / 2, within(1e-12));
        }
        assertThat(place(result.front().get(0).weights())[0]).isLessThan(0.1);
        assertThat(before).isGreaterThan(0.9);
        assertThat(place(result.weights())[0])
                .as("the result weighs both the same")
                .isBetween(0.4, 0.6);
        assertThat(result.front()).anyMatch(mix -> mix.weights().equals(result.weights()));
    }

    @Test
    void noneOfTheFrontDominatesAnother() throws StockpotException {
        List<Mix> front = run(new ParetoFront(12, 6, 1000), twoBests(), Budget.UNLIMITED, new MadeUp.Journal())
                .front();
        for (Mix one : front) {
            assertThat(front).noneMatch(other -> Ranking.dominates(other.parts(), one.parts()));
        }
    }

    @Test
    void theSameSeedFindsTheSameWithinWhatItSaysItNeeds() throws StockpotException {
        var plan = new ParetoFront(9, 5, 4);
        var journal = new MadeUp.Journal();
        var again = new MadeUp.Journal();
        SearchResult result = run(plan, twoBests(), Budget.UNLIMITED, journal);
        assertThat(run(plan, twoBests(), Budget.UNLIMITED, again)).isEqualTo(result);
        assertThat(again.trials).isEqualTo(journal.trials);
        assertThat(result.evaluations()).isBetween(30, plan.mostEvaluations(SPACE));
        assertThat(plan.mostEvaluations(SPACE)).isEqualTo(54);
    }

    @Test
    void hasAFrontEvenWhereTheBudgetEndsIt() throws StockpotException {
        SearchResult result = run(ParetoFront.STANDARD, twoBests(), Budget.ofEvaluations(7), new MadeUp.Journal());
        assertThat(result.evaluations()).isEqualTo(7);
        assertThat(result.front()).isNotEmpty();
        assertThat(result.stoppedBecause()).hasToString("the budget of 7 evaluations is spent");
    }

    @Test
    void refusesAnObjectiveWithNothingToWeigh() {
        assertThatThrownBy(() -> run(ParetoFront.STANDARD, weights -> 0.5, Budget.UNLIMITED, new MadeUp.Journal()))
                .isInstanceOf(StockpotException.class)
                .hasMessage("A Pareto front weighs several measures against each other: give an objective that is a sum"
                        + " of them and has no floors, such as 0.5*accuracy+0.5*shifted.");
    }

    @Test
    void otherPlansHandOverNoFront() throws StockpotException {
        SearchResult result = Searcher.run(
                ManifoldMixing.STANDARD,
                SPACE,
                twoBests(),
                1,
                Budget.ofEvaluations(20),
                Savings.ALL,
                SearchListener.NONE,
                JobContext.detached());
        assertThat(result.front()).isEmpty();
    }
}
