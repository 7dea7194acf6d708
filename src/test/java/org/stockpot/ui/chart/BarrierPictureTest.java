package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

class BarrierPictureTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final LineData DEEP = line("base → one", 0, 0.8, 0.3, 0.9);
    private static final LineData FLAT = line("one → two", 1, 0.9, 0.92, 0.88);

    private static LineData line(String name, int palette, double... values) {
        List<LineData.Point> points = java.util.stream.IntStream.range(0, values.length)
                .mapToObj(point -> new LineData.Point(
                        point / (values.length - 1.0),
                        new Measurement(values[point], values[point] - 0.02, values[point] + 0.02, 1000)))
                .toList();
        return new LineData(name, palette, points);
    }

    private static BarrierPicture layout(LineData... lines) {
        List<LinePoint> points = Stream.of(lines)
                .flatMap(line -> line.points().stream().map(point -> new LinePoint(line, point)))
                .toList();
        return new BarrierPicture(points, Theme.LIGHT, WIDTH, 420, 240);
    }

    @Test
    void everyLineHasACurveADashedLineBetweenItsEndsAndIntervals() {
        Picture picture = layout(DEEP, FLAT).draw(Optional.empty());
        assertThat(picture.all(Mark.Path.class))
                .hasSize(2)
                .allMatch(path -> path.points().size() == 3);
        assertThat(picture.all(Mark.Line.class)).filteredOn(Mark.Line::dashed).hasSize(2);
        Mark.Path deep = picture.all(Mark.Path.class).get(0);
        Mark.Line straight = picture.all(Mark.Line.class).stream()
                .filter(Mark.Line::dashed)
                .findFirst()
                .orElseThrow();
        assertThat(deep.points().get(1).y())
                .as("the barrier hangs below the dashed line")
                .isGreaterThan(Math.max(straight.y1(), straight.y2()) + 50);
        assertThat(picture.texts())
                .contains(
                        "base → one",
                        "one → two",
                        "Validation accuracy in %",
                        "Share of the second model in %",
                        "0 %",
                        "100 %");
    }

    @Test
    void thePointUnderTheMouseIsExplained() {
        BarrierPicture layout = layout(DEEP);
        Mark.Symbol middle = layout.draw(Optional.empty()).all(Mark.Symbol.class).stream()
                .filter(symbol -> symbol.shape() == Palette.shape(0))
                .skip(1)
                .findFirst()
                .orElseThrow();
        Optional<LinePoint> found = layout.near(middle.x() + 3, middle.y());
        assertThat(found.map(layout::explain))
                .contains("base → one, 50 % of the second\nvalidation: 30.00 % [28.0, 32.0], n = 1,000");
        assertThat(layout.near(middle.x(), middle.y() - 60)).isEmpty();
    }

    @Test
    void withoutLinesItSaysWhatBelongsHere() {
        assertThat(String.join(" ", layout().draw(Optional.empty()).texts()))
                .contains("appears here when a mix is explained");
    }
}
