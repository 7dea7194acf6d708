package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stockpot.search.Decision.Outcome;

class DecisionTest {
    private static final double NOISE = 0.01;

    @Test
    void aSkippedIngredientIsExplainedByValueIntervalAndThreshold() {
        var decision = new Decision("dish", 1, Outcome.SKIPPED, 0.75, 0.82).within(NOISE);
        assertThat(decision)
                .hasToString("dish was skipped by the pre-check: the plain average of the mix and it scores 75.00 %"
                        + " [73.0, 77.0], and it is searched from 82.00 % on");
    }

    @Test
    void aDifferenceThatChanceMayMakeIsCalledSo() {
        var decision = new Decision("dish", 1, Outcome.REJECTED, 0.81, 0.82).within(NOISE);
        assertThat(decision)
                .hasToString("dish was left out: the mix with it scores 81.00 % [79.0, 83.0], against 82.00 % without;"
                        + " the difference is no larger than chance may make it");
    }

    @Test
    void anEstimateIsAsUnsureAsAScoreAndItsOwnErrorTogether() {
        var decision =
                new Decision("dish", 1, Outcome.SKIPPED, new Score.Estimated(0.6, 100, 400, 0.02), 0.8).within(NOISE);
        assertThat(decision)
                .hasToString(
                        "dish was skipped by the pre-check: the plain average of the mix and it scores about"
                                + " 60.00 % [55.6, 64.4], and it is searched from 80.00 % on; given up after 100 of 400 images");
    }

    @Test
    void anEstimateIsWorthAsManyImagesAsWouldMakeAShareAsUnsure() {
        assertThat(new Score.Estimated(0.6, 100, 400, 0).worth(0)).isEqualTo(400);
        assertThat(new Score.Estimated(0.6, 100, 400, 0).worth(200))
                .as("copies of an image count once")
                .isEqualTo(200);
        assertThat(Score.Estimated.share(0.6, 100, 400, 1).worth(400)).isEqualTo(100);
        assertThat(Score.Estimated.share(0.6, 100, 400, 2).worth(200)).isEqualTo(50);
        assertThat(Score.Estimated.share(0.6, 400, 400, 1).error()).isZero();
        assertThat(new Score.Estimated(0.5, 10, 400, 0.025).worth(400)).isEqualTo(200);
        assertThat(new Score.Estimated(-3, 100, 400, 0.1).worth(400)).isEqualTo(100);
        assertThat(new Score.Estimated(0.0001, 1, 400, 0.1).worth(400)).isEqualTo(1);
    }

    @Test
    void theBeginningIsComparedWithNothing() {
        assertThat(new Decision("dish", 1, Outcome.STARTED, 0.8, 0.8).within(NOISE))
                .hasToString("dish is where the mix begins, at 80.00 % [78.0, 82.0]");
    }
}
