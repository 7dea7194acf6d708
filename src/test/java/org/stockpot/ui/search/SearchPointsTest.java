package org.stockpot.ui.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.evaluate.Interval;
import org.stockpot.search.Goal;
import org.stockpot.search.Score;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.chart.TrialPoint;

class SearchPointsTest {
    @Test
    void aScoreOverAllImagesHasTheirInterval() {
        Measurement point = point(new Score.Whole(0.75), 400);

        assertThat(point).isEqualTo(measurement(0.75, Interval.wilson(300, 400), 400));
    }

    @Test
    void anEstimateHasTheIntervalOfWhatItIsWorthAndTellsHowManyImagesItSaw() {
        var exact = new Score.Estimated(0.75, 40, 400, 0);
        assertThat(point(exact, 400)).isEqualTo(measurement(0.75, Interval.wilson(300, 400), 40));

        // An error as large as that of all images makes it worth half of them.
        var unsure = new Score.Estimated(0.75, 40, 400, Math.sqrt(0.75 * 0.25 / 400));
        assertThat(point(unsure, 400)).isEqualTo(measurement(0.75, Interval.wilson(150, 200), 40));
    }

    @Test
    void whereNobodyKnowsHowManyImagesThereAreAPointHasNoInterval() {
        assertThat(point(new Score.Whole(0.75), 0)).isEqualTo(measurement(0.75, new Interval(0.75, 0.75), 0));
    }

    @Test
    void aGuessBeyondAllAccuraciesIsDrawnAtTheEdge() {
        Measurement point = point(new Score.Estimated(-0.2, 40, 400, 0.1), 400);

        assertThat(point.value()).isZero();
        assertThat(point.low()).isCloseTo(0, within(1e-9));
    }

    @Test
    void pointsAreNumberedAndNamedByWhatWasDone() {
        List<TrialPoint> points = SearchPoints.of(
                status(new Score.Whole(0.5), new Score.Estimated(0.25, 4, 40, 0.1), new Score.Whole(0.75)), 40);

        assertThat(points).extracting(TrialPoint::trial).containsExactly(1, 2, 3);
        assertThat(points)
                .extracting(TrialPoint::name)
                .containsExactly(
                        "A search, evaluation 1", "A search, evaluation 2, estimated", "A search, evaluation 3");
    }

    private static Measurement point(Score score, int images) {
        return SearchPoints.of(status(score), images).get(0).validation().orElseThrow();
    }

    private static Measurement measurement(double value, Interval interval, long seen) {
        return new Measurement(value, interval.low(), interval.high(), seen);
    }

    private static SearchStatus status(Score... scores) {
        List<SearchStatus.Point> points = new ArrayList<>();
        for (Score score : scores) {
            points.add(new SearchStatus.Point(points.size() + 1, score, 1));
        }
        return new SearchStatus(
                "A search", Goal.ACCURACY, "", scores.length, 1, 0, Optional.empty(), points, List.of());
    }
}
