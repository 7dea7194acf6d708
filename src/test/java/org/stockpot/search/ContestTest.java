package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

class ContestTest {
    private static final double NOISE = 0.01;

    /** What a challenger had to reach. */
    private final List<Double> thresholds = new ArrayList<>();

    private final Objective even = new Objective() {
        @Override
        public double score(MixingWeights weights) {
            return 0.5;
        }

        @Override
        public Score race(MixingWeights weights, MixingWeights incumbent, double threshold) {
            thresholds.add(threshold);
            return new Score.Whole(0.5);
        }

        @Override
        public double noise(double score) {
            return NOISE;
        }
    };

    @Test
    void untilThereIsADecisionATieIsEnoughAndThenOnlyGainsWorthTheSearch() throws StockpotException {
        Trials trials = trials(Savings.ALL.with(new Racing(0.05, 0.2)));
        var contest = new Contest(trials, trials.only(0, Told.of(Phase.SCORING)), true);

        contest.challenge(mixed(0.4), List.of(0, 1), Told.of(Phase.FIRST));
        contest.challenge(mixed(0.3), List.of(0, 1), Told.of(Phase.FIRST));

        assertThat(thresholds.get(0)).isEqualTo(0.5);
        assertThat(thresholds.get(1)).isCloseTo(0.5 + 0.2 * NOISE, within(1e-12));
    }

    @Test
    void whereATieChangesNothingGainsCountFromTheStart() throws StockpotException {
        Trials trials = trials(Savings.ALL.with(new Racing(0.05, 0.2)));
        var contest = new Contest(trials, trials.only(0, Told.of(Phase.SCORING)), false);

        contest.challenge(mixed(0.4), List.of(0, 1), Told.of(Phase.FIRST));

        assertThat(thresholds.get(0)).isCloseTo(0.5 + 0.2 * NOISE, within(1e-12));
    }

    @Test
    void usuallyAnyGainIsLookedForAndATieLoses() throws StockpotException {
        Trials trials = trials(Savings.ALL);
        var contest = new Contest(trials, trials.only(0, Told.of(Phase.SCORING)), false);

        contest.challenge(mixed(0.4), List.of(0, 1), Told.of(Phase.FIRST));

        double oneOfAMillionImages = 1e-6;
        assertThat(thresholds).hasSize(1);
        assertThat(thresholds.get(0)).isGreaterThan(0.5).isLessThan(0.5 + oneOfAMillionImages);
    }

    private Trials trials(Savings savings) {
        return new Trials(
                MadeUp.space(2, 1), even, Budget.UNLIMITED, savings, 100, SearchListener.NONE, JobContext.detached());
    }

    private static MixingWeights mixed(double first) {
        return MixingWeights.of(new double[][] {{first}, {1 - first}});
    }
}
