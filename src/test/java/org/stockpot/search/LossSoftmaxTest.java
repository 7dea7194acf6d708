package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Fixture: {@code src/test/python/make_loss_softmax_fixture.py}. */
class LossSoftmaxTest {
    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Every ingredient alone scores minus its loss; mixes score the mean. */
    private static SearchResult run(double temperature, double[] losses) throws StockpotException {
        Objective objective = weights -> {
            double score = 0;
            for (int i = 0; i < losses.length; i++) {
                score -= weights.weight(i, 0) * losses[i];
            }
            return score;
        };
        return Searcher.run(
                new LossSoftmax(temperature),
                MadeUp.space(losses.length, 2, 1),
                objective,
                1,
                Budget.UNLIMITED,
                Savings.ALL,
                SearchListener.NONE,
                JobContext.detached());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "loss-softmax.csv", useHeadersInDisplayName = true)
    void hasTheSharesThatNumPyComputes(double temperature, String losses, String shares) throws StockpotException {
        SearchResult result = run(temperature, numbers(losses));
        double[] expected = numbers(shares);
        for (int group = 0; group < 2; group++) {
            assertThat(result.weights().column(group)).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void takesOneEvaluationPerIngredientAndOneForTheMix() throws StockpotException {
        SearchResult result = run(5, new double[] {1, 2, 3});
        assertThat(result.evaluations()).isEqualTo(4);
        assertThat(new LossSoftmax(5).mostEvaluations(MadeUp.space(3, 1))).isEqualTo(4);
        assertThat(result.kept()).containsExactly(0, 1, 2);
        assertThat(run(0.001, new double[] {0, 5}).kept()).as("no share left").containsExactly(0);
    }

    @Test
    void itsUsualGoalIsLowCrossEntropy() {
        assertThat(LossSoftmax.STANDARD.goal()).isEqualTo(Goal.NEGATIVE_CROSS_ENTROPY);
        assertThat(LossSoftmax.STANDARD.temperature()).isEqualTo(5);
    }
}
