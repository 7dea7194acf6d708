package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.ui.chart.ParallelData.Range;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Theme;

class ParallelPictureTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final ParallelData DATA = new ParallelData(
            List.of("plain", "mixup", "flip"),
            "Validation",
            List.of(
                    new ParallelData.Line(0, "low", List.of(0.0, 0.2, 0.8), 0.70),
                    new ParallelData.Line(1, "middle", List.of(0.3, 0.3, 0.4), 0.75),
                    new ParallelData.Line(2, "high", List.of(0.9, 0.1, 0.0), 0.80)));

    @Test
    void everyTrialIsALineInTheColourOfItsScore() {
        List<Mark.Path> lines = draw(Brushes.NONE).all(Mark.Path.class);
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.points()).hasSize(3));
        assertThat(lines.get(0).colour()).isEqualTo(ColourMap.SEQUENTIAL.at(0));
        assertThat(lines.get(2).colour()).isEqualTo(ColourMap.SEQUENTIAL.at(1));
    }

    @Test
    void severalBrushesIntersectAndTheOthersGoGrey() {
        var brushes = new Brushes(Map.of(0, new Range(0.2, 1), 1, new Range(0.2, 0.4)), Set.of(), Set.of(), -1);
        Picture picture = draw(brushes);
        assertThat(picture.all(Mark.Path.class).stream()
                        .filter(line -> line.colour().getOpacity() == 1))
                .singleElement()
                .satisfies(line -> assertThat(line.colour()).isEqualTo(ColourMap.SEQUENTIAL.at(0.5)));
        assertThat(picture.texts()).contains("1 of 3 lines lie within the brushes");
    }

    @Test
    void theTableSaysWhatLiesWithinTheBrushes() {
        var brushes = Brushes.NONE.with(0, new Range(0.2, 1));
        assertThat(layout(brushes).table().orElseThrow().csv()).isEqualTo("""
                trial,plain,mixup,flip,score,within_brushes\r
                low,0,0.2,0.8,0.7,false\r
                middle,0.3,0.3,0.4,0.75,true\r
                high,0.9,0.1,0,0.8,true\r
                """);
    }

    @Test
    void aFlippedAxisRunsDownwards() {
        double usual =
                draw(Brushes.NONE).all(Mark.Path.class).get(0).points().get(0).y();
        Picture flipped = draw(Brushes.NONE.turned(0));
        assertThat(flipped.all(Mark.Path.class).get(0).points().get(0).y()).isLessThan(usual);
        assertThat(flipped.texts()).contains("▼ plain");
    }

    @Test
    void aLogarithmicAxisSpreadsWhatIsSmallAndLeavesTheOthers() {
        double linear = gap(draw(Brushes.NONE), 1, 0, 2);
        Picture picture = draw(Brushes.NONE.rescaled(1));
        assertThat(gap(picture, 1, 0, 2)).isGreaterThan(1.5 * linear);
        assertThat(gap(picture, 2, 0, 1)).isEqualTo(gap(draw(Brushes.NONE), 2, 0, 1));
        assertThat(picture.texts()).contains("mixup (log)", "plain", "flip");
        assertThat(draw(Brushes.NONE.rescaled(1).rescaled(1).at(-1))).isEqualTo(draw(Brushes.NONE));
    }

    @Test
    void whatIsNotPositiveLiesAtTheLowEndAndIsSaid() {
        ParallelPicture layout = layout(Brushes.NONE.rescaled(0));
        List<Mark.Path> lines = layout.draw(Optional.empty()).all(Mark.Path.class);
        double bottom = lines.get(0).points().get(0).y();
        assertThat(bottom)
                .as("as low as the axis goes")
                .isEqualTo(layout.draw(Optional.empty()).all(Mark.Line.class).stream()
                        .mapToDouble(Mark.Line::y2)
                        .max()
                        .orElseThrow());
        assertThat(lines.get(1).points().get(0).y()).isLessThan(bottom - 10);
        assertThat(layout.explain(DATA.lines().get(0)))
                .contains("plain: 0 (not positive: at the low end of the logarithmic axis)", "mixup: 0.2\n");
        assertThat(layout.explain(DATA.lines().get(2))).contains("plain: 0.9\n").endsWith("flip: 0");
    }

    @Test
    void aBrushDownToTheLowEndOfALogarithmicAxisKeepsWhatIsNotPositive() {
        ParallelPicture layout = layout(Brushes.NONE.rescaled(0));
        var range = Range.of(layout.value(0, 399), layout.value(0, 300));
        assertThat(range.holds(0)).isTrue();
        assertThat(range.holds(0.9)).isFalse();
        assertThat(layout.whole(0).holds(0)).isTrue();
        assertThat(layout.moved(0, layout.whole(0).low(), 0.05)).isPositive();
        assertThat(layout.moved(0, layout.value(0, 60), 0)).isCloseTo(layout.value(0, 60), within(1e-9));
    }

    @Test
    void anAxisWithoutPositiveValuesStaysLinear() {
        var data = new ParallelData(
                List.of("a", "b"), "Validation", List.of(new ParallelData.Line(0, "one", List.of(-0.5, 0.5), 0.7)));
        var layout = new ParallelPicture(data, Brushes.NONE.rescaled(0), Set.of(), Theme.LIGHT, WIDTH, 700, 400);
        assertThat(layout.canBeLogarithmic(0)).isFalse();
        assertThat(layout.canBeLogarithmic(1)).isTrue();
        assertThat(layout.draw(Optional.empty()).texts()).contains("a").doesNotContain("a (log)");
    }

    /** How far two lines lie apart at an axis. */
    private static double gap(Picture picture, int axis, int one, int other) {
        List<Mark.Path> lines = picture.all(Mark.Path.class);
        return Math.abs(lines.get(one).points().get(axis).y()
                - lines.get(other).points().get(axis).y());
    }

    @Test
    void findsAndExplainsTheLineUnderTheMouseUnlessItIsGrey() {
        Mark.Point end = draw(Brushes.NONE).all(Mark.Path.class).get(2).points().get(0);
        assertThat(layout(Brushes.NONE).near(end.x() + 2, end.y() + 2))
                .get()
                .satisfies(
                        line -> assertThat(layout(Brushes.NONE).explain(line)).isEqualTo("""
                        high
                        Validation: 80.00 %
                        plain: 0.9
                        mixup: 0.1
                        flip: 0"""));
        assertThat(layout(Brushes.NONE.with(0, new Range(0, 0.5))).near(end.x() + 2, end.y() + 2))
                .isEmpty();
    }

    @Test
    void sayWhatWillAppearWhileThereIsNothing() {
        assertThat(new ParallelPicture(ParallelData.EMPTY, Brushes.NONE, Set.of(), Theme.DARK, WIDTH, 900, 300)
                        .draw(Optional.empty())
                        .texts())
                .first()
                .asString()
                .startsWith("Measured mixes");
    }

    private static Picture draw(Brushes brushes) {
        return layout(brushes).draw(Optional.empty());
    }

    private static ParallelPicture layout(Brushes brushes) {
        return new ParallelPicture(DATA, brushes, Set.of(), Theme.DARK, WIDTH, 700, 400);
    }
}
