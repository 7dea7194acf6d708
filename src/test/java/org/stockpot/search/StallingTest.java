package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.Told;

class StallingTest {
    @Test
    void endsWhenTheGainStaysInsideTheNoise() {
        var stalling = new Stalling(10);
        stalling.best(0.80, 0.01, 1);
        stalling.best(0.815, 0.01, 5);
        assertThat(stalling.reason(14)).isEmpty();
        stalling.best(0.82, 0.01, 14);
        assertThat(stalling.reason(15).map(Told::toString))
                .contains("the last 10 evaluations gained 0.50 points, and by chance alone the score is off by"
                        + " 1.00 points");
    }

    @Test
    void manySmallGainsThatAddUpAreAGain() {
        var stalling = new Stalling(10);
        for (int evaluation = 1; evaluation < 100; evaluation++) {
            stalling.best(0.5 + 0.002 * evaluation, 0.01, evaluation);
            assertThat(stalling.reason(evaluation)).isEmpty();
        }
    }

    @Test
    void withoutChanceOnlyAStandstillCounts() {
        var stalling = new Stalling(3);
        stalling.best(0.5, 0, 1);
        stalling.best(0.5000001, 0, 3);
        assertThat(stalling.reason(5)).isEmpty();
        assertThat(stalling.reason(6).map(Told::toString))
                .contains("the last 3 evaluations gained nothing, so no more is expected");
    }

    @Test
    void neverEndsUnlessItIsAskedTo() {
        var stalling = new Stalling(Integer.MAX_VALUE);
        stalling.best(0.5, 0.1, 1);
        assertThat(stalling.reason(Integer.MAX_VALUE - 1)).isEmpty();
    }

    @Test
    void aSearchThatStallsSaysSoAndKeepsItsBest() throws Exception {
        var space = new SearchSpace(
                java.util.List.of("one", "two", "three"), java.util.List.of("a", "b"), java.util.Set.of());
        Objective flat = weights -> weights.equals(MixingWeights.only(1, 3, 2)) ? 0.9 : 0.85;
        SearchResult result = Searcher.run(
                SearchPlan.parse("manifold", java.util.Map.of("tau", "0.9")),
                space,
                flat,
                1,
                Budget.UNLIMITED.withPatience(2),
                Savings.ALL,
                SearchListener.NONE,
                JobContext.detached());
        assertThat(result.stoppedBecause())
                .hasToString("the last 3 evaluations gained nothing, so no more is expected");
        assertThat(result.score()).isEqualTo(0.9);
    }
}
