package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stockpot.session.chart.Axis;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.theme.Theme;

class FramingTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void zoomingKeepsThePlaceUnderTheMouse() {
        Axis whole = Axis.linear(0, 10, Axis.Unit.PLAIN);
        Axis part = Framing.FIT.zoomed(0.5, 0.3, 0.5).across(whole);
        assertThat(part.value(0.3)).isCloseTo(3, CLOSE);
        assertThat(part.high() - part.low()).isCloseTo(5, CLOSE);
    }

    @Test
    void eachAxisIsLogarithmicByItselfUnlessItBeginsBelowZero() {
        Framing up = Framing.FIT.withUpLogarithmic(true);
        assertThat(up.up(Axis.linear(0.1, 1, Axis.Unit.PERCENT)).share(0.316227766))
                .isCloseTo(0.5, Offset.offset(1e-6));
        assertThat(up.up(Axis.linear(0.5, 0.8, Axis.Unit.PERCENT)).ticks(4))
                .extracting(Axis.Tick::text)
                .contains("60 %", "70 %");
        assertThat(up.across(Axis.linear(0.1, 1, Axis.Unit.PERCENT)).kind()).isEqualTo(Axis.Kind.LINEAR);
        assertThat(up.up(Axis.linear(-1, 1, Axis.Unit.PLAIN)).kind()).isEqualTo(Axis.Kind.LINEAR);
    }

    @Test
    void panningMovesByWhatIsShown() {
        Axis part = Framing.FIT.zoomed(0.5, 0, 0).panned(0.5, 0).across(Axis.linear(0, 8, Axis.Unit.PLAIN));
        assertThat(part.low()).isCloseTo(2, CLOSE);
        assertThat(part.high()).isCloseTo(6, CLOSE);
    }

    @Test
    void whatWouldBeTooSmallStaysAsItIs() {
        assertThat(Framing.FIT.part(0.5, 0.5, 0, 1)).isEqualTo(Framing.FIT);
    }

    @Test
    void aZoomedChartCutsOffAndItsTableHoldsOnlyWhatIsShown() {
        List<ScatterPoint> points = ChartSamples.scatter(0);
        Framing right = Framing.FIT.part(0.6, 1, 0, 1);
        var layout = new ScatterPicture(points, List.of(), new Shown(right, Set.of()), Theme.LIGHT, WIDTH, 500, 400);
        Picture picture = layout.draw(Optional.empty());
        assertThat(picture.marks()).hasAtLeastOneElementOfType(Mark.Clipped.class);
        List<String> names = layout.table().orElseThrow().rows().stream()
                .map(row -> row.get(0))
                .toList();
        assertThat(names).isNotEmpty().doesNotContain("base");
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(points.stream()
                        .filter(point -> layout.place(point).isPresent())
                        .map(ScatterPoint::name)
                        .toList());
    }

    @Test
    void aHiddenKindIsNeitherDrawnNorInTheTable() {
        var shown = new Shown(Framing.FIT, Set.of("INGREDIENT"));
        var layout = new ScatterPicture(ChartSamples.scatter(0), List.of(), shown, Theme.LIGHT, WIDTH, 500, 400);
        assertThat(layout.draw(Optional.empty()).texts()).contains("base").doesNotContain("cutout");
        assertThat(layout.table().orElseThrow().csv()).contains("base,base,").doesNotContain("ingredient");
        assertThat(layout.legend()).extracting(Legend.Entry::key).contains("INGREDIENT");
    }

    @Test
    void flippedAxesRunTheOtherWay() {
        List<ScatterPoint> points = ChartSamples.scatter(0);
        Framing flipped = Framing.FIT.withAcrossFlipped(true);
        var usual = new ScatterPicture(points, Theme.LIGHT, WIDTH, 500, 400);
        var turned = new ScatterPicture(points, List.of(), new Shown(flipped, Set.of()), Theme.LIGHT, WIDTH, 500, 400);
        ScatterPoint base = points.get(0);
        ScatterPoint soup = points.get(9);
        assertThat(usual.place(base).orElseThrow().x())
                .isLessThan(usual.place(soup).orElseThrow().x());
        assertThat(turned.place(base).orElseThrow().x())
                .isGreaterThan(turned.place(soup).orElseThrow().x());
    }

    @Test
    void aLogarithmicTrialAxisGivesTheFirstTrialsMoreRoom() {
        List<TrialPoint> trials = ChartSamples.trials(100);
        var shown = new Shown(Framing.FIT.withAcrossLogarithmic(true), Set.of());
        var layout = new AccuracyPicture(trials, shown, Theme.LIGHT, WIDTH, 500, 300);
        double ten = layout.place(trials.get(9)).orElseThrow().x();
        assertThat(ten).isGreaterThan(250);
    }

    @Test
    void aLassoHoldsWhatLiesWithinIt() {
        List<Mark.Point> loop =
                List.of(new Mark.Point(0, 0), new Mark.Point(10, 0), new Mark.Point(10, 10), new Mark.Point(5, 2));
        assertThat(Lasso.holds(loop, new Mark.Point(8, 3))).isTrue();
        assertThat(Lasso.holds(loop, new Mark.Point(3, 6))).isFalse();
    }
}
