package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/** Histograms of values and maps of models. */
class DistributionPicturesTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();

    private static HistogramPicture histogram(boolean logarithmic, long... counts) {
        return histogram(Framing.FIT, logarithmic, counts);
    }

    private static HistogramPicture histogram(Framing framing, boolean logarithmic, long... counts) {
        return new HistogramPicture(
                new HistogramData(
                        -2,
                        2,
                        Arrays.stream(counts).boxed().toList(),
                        logarithmic,
                        "Values",
                        "Count",
                        "Choose a tensor"),
                framing,
                Theme.LIGHT,
                WIDTH,
                400,
                200);
    }

    @Test
    void bothAxesOfAHistogramCanBeTurnedRound() {
        Framing turned = Framing.FIT.withAcrossFlipped(true).withUpFlipped(true);
        List<Mark.Box> usual =
                histogram(false, 100, 50, 25, 1).draw(OptionalInt.empty()).all(Mark.Box.class);
        HistogramPicture picture = histogram(turned, false, 100, 50, 25, 1);
        List<Mark.Box> bars = picture.draw(OptionalInt.empty()).all(Mark.Box.class);

        assertThat(bars.get(0).x()).isGreaterThan(bars.get(3).x());
        for (int bar = 0; bar < 4; bar++) {
            assertThat(bars.get(bar).height()).isCloseTo(usual.get(bar).height(), within(1e-9));
            assertThat(bars.get(bar).y()).as("hangs from the top").isEqualTo(8);
            assertThat(picture.at(bars.get(bar).x() + 5)).hasValue(bar);
        }
    }

    @Test
    void aBarIsAsTallAsItsCount() {
        List<Mark.Box> bars =
                histogram(false, 100, 0, 50, 1).draw(OptionalInt.empty()).all(Mark.Box.class);

        assertThat(bars).hasSize(3);
        assertThat(bars.get(1).height()).isCloseTo(bars.get(0).height() / 2, within(0.5));
    }

    @Test
    void rareValuesCanBeSeenOnALogarithmicScale() {
        List<Mark.Box> plain =
                histogram(false, 1_000_000, 1).draw(OptionalInt.empty()).all(Mark.Box.class);
        List<Mark.Box> logarithmic =
                histogram(true, 1_000_000, 1).draw(OptionalInt.empty()).all(Mark.Box.class);

        assertThat(plain.get(1).height()).isEqualTo(1);
        assertThat(logarithmic.get(1).height()).isGreaterThan(3);
    }

    @Test
    void theMouseIsOverTheBarItLights() {
        HistogramPicture picture = histogram(false, 5, 5, 5, 5);
        Mark.Box third = picture.draw(OptionalInt.empty()).all(Mark.Box.class).get(2);
        OptionalInt found = picture.at(third.x() + third.width() / 2);

        assertThat(found).hasValue(2);
        assertThat(histogram(false, 5, 5, 5, 5)
                        .draw(found)
                        .all(Mark.Box.class)
                        .get(2)
                        .fill())
                .isEqualTo(Theme.LIGHT.text());
        assertThat(picture.at(2)).isEmpty();
    }

    @Test
    void withoutCountsItSaysWhatBelongsThere() {
        assertThat(String.join(" ", histogram(false).draw(OptionalInt.empty()).texts()))
                .isEqualTo("Choose a tensor");
    }

    @Test
    void aStepOnTheMapIsEquallyLongInBothDirections() {
        List<ModelPoint> points = List.of(
                new ModelPoint("base", ModelPoint.Kind.BASE, 0, 0, 0, "the base"),
                new ModelPoint("one", ModelPoint.Kind.INGREDIENT, 3, 0.1, 0, "one, 10 %"),
                new ModelPoint("two", ModelPoint.Kind.INGREDIENT, 1, 0, 0.1, "two, 10 %"),
                new ModelPoint("this mix", ModelPoint.Kind.MIX, 0, 0.05, 0.05, "mix"));
        var picture = new ModelMapPicture(
                points, new ModelMapChart.Words("First", "Second", ""), Framing.FIT, Theme.DARK, WIDTH, 640, 300);
        Picture drawn = picture.draw(Optional.empty());
        List<Mark.Symbol> markers = drawn.all(Mark.Symbol.class);

        assertThat(drawn.texts()).contains("base", "one", "two", "this mix", "First", "Second");
        assertThat(markers.get(1).fill()).isEqualTo(Palette.colour(3, Theme.DARK));
        double across = markers.get(1).x() - markers.get(0).x();
        double up = markers.get(0).y() - markers.get(2).y();
        assertThat(across).isCloseTo(up, within(0.1 * up));
        assertThat(picture.near(markers.get(1).x() + 3, markers.get(1).y())).contains(points.get(1));
        assertThat(picture.explain(points.get(1))).isEqualTo("one, 10 %");
        assertThat(picture.near(639, 2)).isEmpty();
    }

    @Test
    void modelsThatCoincideAreOnePlace() {
        List<ModelPoint> points = List.of(
                new ModelPoint("a", ModelPoint.Kind.BASE, 0, 0, 0, ""),
                new ModelPoint("b", ModelPoint.Kind.INGREDIENT, 0, 0, 0, ""));
        List<Mark.Symbol> markers = new ModelMapPicture(
                        points, new ModelMapChart.Words("", "", ""), Framing.FIT, Theme.LIGHT, WIDTH, 300, 200)
                .draw(Optional.empty())
                .all(Mark.Symbol.class);

        assertThat(markers.get(0).x()).isEqualTo(markers.get(1).x()).isBetween(0.0, 300.0);
    }
}
