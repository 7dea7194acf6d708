package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.chart.ScatterPoint.Kind;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

class ScatterPictureTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final double LEGEND = 20;
    private static final ScatterPoint BASE = point(Kind.BASE, "base", 0.80, 0.60);
    private static final ScatterPoint MIXUP = point(Kind.INGREDIENT, "mixup", 0.86, 0.50);
    private static final ScatterPoint WORSE = point(Kind.TRIAL, "trial 4", 0.82, 0.52);
    private static final ScatterPoint SOUP = point(Kind.SOUP, "uniform", 0.85, 0.58);
    private static final List<ScatterPoint> ALL = List.of(BASE, MIXUP, WORSE, SOUP);

    @Test
    void theFrontHoldsWhatNoOtherPointBeatsInBoth() {
        assertThat(ScatterPicture.paretoFront(ALL)).containsExactly(BASE, SOUP, MIXUP);
    }

    @Test
    void ofEqualPointsTheFrontHoldsOne() {
        assertThat(ScatterPicture.paretoFront(List.of(BASE, BASE))).hasSize(1);
    }

    @Test
    void namedPointsCarryNameShapeColourAndErrorBars() {
        Picture picture = layout(ALL).draw(Optional.empty());
        assertThat(picture.texts()).contains("base", "mixup", "uniform").doesNotContain("trial 4");
        List<Mark.Symbol> inTheFrame = picture.all(Mark.Symbol.class).stream()
                .filter(symbol -> symbol.y() > LEGEND)
                .toList();
        assertThat(inTheFrame).hasSize(4).anySatisfy(symbol -> {
            assertThat(symbol.shape()).isEqualTo(Palette.shape(2));
            assertThat(symbol.fill()).isEqualTo(Palette.colour(2, Theme.DARK));
        });
        assertThat(picture.all(Mark.Path.class))
                .singleElement()
                .satisfies(front -> assertThat(front.points()).hasSize(3));
    }

    @Test
    void axesCarryTitlesAndPercent() {
        assertThat(layout(ALL).draw(Optional.empty()).texts())
                .contains("Test accuracy in %", "Mean OOD accuracy in %", "80 %", "86 %", "50 %", "60 %");
    }

    @Test
    void findsAndExplainsThePointUnderTheMouse() {
        ScatterPicture layout = layout(ALL);
        Mark.Symbol mixup = layout.draw(Optional.empty()).all(Mark.Symbol.class).stream()
                .filter(symbol -> symbol.shape() == Palette.shape(2))
                .findFirst()
                .orElseThrow();
        Optional<ScatterPoint> found = layout.near(mixup.x() + 4, mixup.y() - 4);
        assertThat(found).contains(MIXUP);
        assertThat(layout.near(mixup.x() - 60, mixup.y() - 60)).isEmpty();
        assertThat(layout.explain(MIXUP)).isEqualTo("""
                        mixup
                        test: 86.00 % [83.7, 88.0], n = 1,000
                        OOD mean: 50.00 % [46.9, 53.1], n = 1,000""");
    }

    @Test
    void namesNeverOverlap() {
        List<Mark.Label> names = layout(ChartSamples.scatter(50)).draw(Optional.empty()).all(Mark.Label.class).stream()
                .filter(label -> ChartSamples.ingredientNames(8).contains(label.text()))
                .toList();
        assertThat(names).hasSizeGreaterThan(4);
        for (Mark.Label one : names) {
            assertThat(names.stream().filter(other -> !other.equals(one))).noneMatch(other -> overlap(one, other));
        }
    }

    @Test
    void aSinglePointIsShownWithItsWholeIntervals() {
        Picture picture = layout(List.of(MIXUP)).draw(Optional.empty());
        double mixup = picture.all(Mark.Symbol.class).get(0).x();
        assertThat(picture.all(Mark.Line.class)).anySatisfy(bar -> {
            assertThat(bar.colour().getOpacity()).isBetween(0.4, 0.5);
            assertThat(mixup - bar.x1())
                    .isCloseTo(bar.x2() - mixup, org.assertj.core.data.Percentage.withPercentage(30));
            assertThat(bar.x2() - bar.x1()).isGreaterThan(100);
        });
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        var unmeasured = point(Kind.TRIAL, "trial 1", Double.NaN, 0.5);
        assertThat(String.join(
                        " ", layout(List.of(unmeasured)).draw(Optional.empty()).texts()))
                .startsWith("Measured mixes appear here");
    }

    private static boolean overlap(Mark.Label one, Mark.Label other) {
        double reach = WIDTH.of(one.x() < other.x() ? one.text() : other.text(), one.size());
        return Math.abs(one.y() - other.y()) < one.size() - 1 && Math.abs(one.x() - other.x()) < reach;
    }

    private static ScatterPicture layout(List<ScatterPoint> points) {
        return new ScatterPicture(points, Theme.DARK, WIDTH, 500, 400);
    }

    private static ScatterPoint point(Kind kind, String name, double test, double ood) {
        return new ScatterPoint(kind, 2, name, 7, measured(test), measured(ood));
    }

    private static Measurement measured(double share) {
        return Double.isNaN(share) ? new Measurement(share, 0, 1, 0) : ChartSamples.measured(share, 1000);
    }
}
