package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.theme.Theme;

class AccuracyPictureTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final List<TrialPoint> THREE =
            List.of(trial(1, 0.80, "start"), trial(2, 0.84, ""), trial(3, 0.82, "pass 2"));

    @Test
    void drawsACurveWithBandAndMarkersPerMeasuredSeries() {
        Picture picture = layout(THREE, 500).draw(Optional.empty());
        assertThat(picture.texts())
                .contains("Validation", "Test", "Best validation so far", "Trial (evaluations)", "Accuracy in %");
        assertThat(picture.texts()).doesNotContain("OOD mean");
        assertThat(picture.all(Mark.Area.class)).hasSize(2);
    }

    @Test
    void theBestSoFarOnlyRises() {
        List<Mark.Path> paths = layout(THREE, 500).draw(Optional.empty()).all(Mark.Path.class);
        List<Mark.Point> best = paths.get(paths.size() - 1).points();
        assertThat(best).extracting(Mark.Point::y).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(best.get(3).y()).isEqualTo(best.get(2).y());
    }

    @Test
    void explainsTheNearestTrial() {
        AccuracyPicture layout = layout(THREE, 500);
        Optional<TrialPoint> found = layout.near(490, 100);
        assertThat(found.map(TrialPoint::trial)).contains(3);
        assertThat(layout.explain(THREE.get(2))).isEqualTo("""
                        Trial 3 · pass 2
                        Validation: 82.00 % [79.5, 84.3], n = 1,000
                        Test: 80.00 % [77.4, 82.4], n = 1,000""");
        assertThat(layout.near(200, 2)).isEmpty();
    }

    @Test
    void fiveThousandTrialsBecomeNoMorePointsThanPixels() {
        Picture picture = layout(ChartSamples.trials(5000), 600).draw(Optional.empty());
        assertThat(picture.all(Mark.Path.class))
                .allSatisfy(path -> assertThat(path.points()).hasSizeLessThan(600));
        assertThat(picture.marks()).hasSizeLessThan(200);
    }

    @Test
    void aSingleTrialIsAMarkerWithAnErrorBar() {
        Picture picture = layout(THREE.subList(0, 1), 500).draw(Optional.empty());
        assertThat(picture.all(Mark.Symbol.class)).isNotEmpty();
        assertThat(picture.all(Mark.Area.class)).isEmpty();
    }

    @Test
    void theIntervalOfTheBestIsNotCutOff() {
        AccuracyPicture layout = layout(THREE, 500);
        Plot plot = layout.plot().orElseThrow();
        Measurement best = THREE.get(1).validation().orElseThrow();
        assertThat(plot.y(best.high())).isBetween(plot.top(), plot.bottom());
        assertThat(plot.y(best.low())).isBetween(plot.top(), plot.bottom());
    }

    @Test
    void saysWhatBelongsHereWhileThereIsNothing() {
        assertThat(layout(List.of(), 500).draw(Optional.empty()).texts())
                .containsExactly("Accuracy over trials appears here when a mix is measured");
    }

    private static AccuracyPicture layout(List<TrialPoint> trials, double width) {
        return new AccuracyPicture(trials, Theme.LIGHT, WIDTH, width, 300);
    }

    private static TrialPoint trial(int number, double accuracy, String name) {
        return new TrialPoint(
                number,
                name,
                Optional.of(ChartSamples.measured(accuracy, 1000)),
                Optional.of(ChartSamples.measured(accuracy - 0.02, 1000)),
                Optional.empty());
    }
}
