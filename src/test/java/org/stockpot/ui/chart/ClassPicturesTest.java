package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.evaluate.Reliability;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.theme.Theme;

/** Bars per class, confusion and reliability. */
class ClassPicturesTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final ConfusionData CONFUSION =
            new ConfusionData(List.of("bag", "coat"), List.of(List.of(9, 1), List.of(5, 15)), List.of(10, 20));

    @Test
    void everyClassHasABarPerModelWithItsInterval() {
        Picture picture = bars(Set.of()).draw(Optional.empty());
        List<Mark.Box> boxes = picture.all(Mark.Box.class).stream()
                .filter(box -> box.height() > 20)
                .toList();
        assertThat(boxes).hasSize(4);
        assertThat(boxes.get(0).height() / boxes.get(1).height()).isBetween(1.12, 1.13);
        assertThat(picture.texts()).contains("bag", "coat", "base", "this mix");
    }

    @Test
    void aHiddenModelMakesRoomForTheOthers() {
        var layout = bars(Set.of("base"));
        List<Mark.Box> boxes = layout.draw(Optional.empty()).all(Mark.Box.class).stream()
                .filter(box -> box.height() > 20)
                .toList();
        assertThat(boxes).hasSize(2);
        assertThat(layout.table().orElseThrow().csv())
                .contains("bag,this mix,0.8,")
                .doesNotContain("base");
    }

    @Test
    void theBarUnderTheMouseIsExplained() {
        BarsPicture layout = bars(Set.of());
        Mark.Box box = layout.draw(Optional.empty()).all(Mark.Box.class).stream()
                .filter(one -> one.height() > 20)
                .findFirst()
                .orElseThrow();
        assertThat(layout.near(box.x() + 2, box.y() + 5).map(layout::explain))
                .get()
                .asString()
                .startsWith("bag, base: 90.00 % [");
    }

    @Test
    void cellsOfAConfusionAreColouredByTheShareOfTheirRow() {
        var layout = new ConfusionPicture(CONFUSION, Framing.FIT, Theme.LIGHT, WIDTH, 400, 400);
        assertThat(layout.draw(Optional.empty()).texts())
                .contains("90.0", "10.0", "25.0", "75.0", "Taken for (class)", "Is (class)");
        assertThat(layout.explain(new ConfusionPicture.Place(1, 0)))
                .isEqualTo("coat taken for bag: 5 of 20 images (25.0 %)");
        assertThat(layout.table().orElseThrow().rows())
                .containsExactly(
                        List.of("bag", "bag", "9", "10", "0.9"),
                        List.of("bag", "coat", "1", "10", "0.1"),
                        List.of("coat", "bag", "5", "20", "0.25"),
                        List.of("coat", "coat", "15", "20", "0.75"));
    }

    @Test
    void reliabilityShowsBinsAndTheCalibrationError() {
        var bins = List.of(new Reliability.Bin(0, 0.5, 10, 0.4, 2), new Reliability.Bin(0.5, 1, 30, 0.9, 27));
        var layout = new ReliabilityPicture(bins, Shown.ALL, Theme.LIGHT, WIDTH, 500, 400);
        assertThat(layout.draw(Optional.empty()).texts()).contains("Expected calibration error 5.0 %");
        assertThat(layout.explain(bins.get(0))).isEqualTo("""
                confidence 0.0 to 50.0 %
                mean confidence: 40.0 %
                right: 20.0 %
                images: 10""");
        assertThat(layout.table().orElseThrow().csv()).isEqualTo("""
                confidence_from,confidence_to,images,mean_confidence,right,accuracy\r
                0,0.5,10,0.4,2,0.2\r
                0.5,1,30,0.9,27,0.9\r
                """);
    }

    @Test
    void gapAndDiagonalCanBeHiddenTheBarsCannot() {
        var bins = List.of(new Reliability.Bin(0, 0.5, 10, 0.4, 2), new Reliability.Bin(0.5, 1, 30, 0.9, 27));
        var whole = new ReliabilityPicture(bins, Shown.ALL, Theme.LIGHT, WIDTH, 900, 400);
        Picture all = whole.draw(Optional.empty());
        assertThat(whole.legend())
                .extracting(Legend.Entry::key)
                .containsExactly(ReliabilityPicture.GAP, ReliabilityPicture.PERFECT);
        var hidden = new Shown(Framing.FIT, Set.of(ReliabilityPicture.GAP, ReliabilityPicture.PERFECT));
        Picture less = new ReliabilityPicture(bins, hidden, Theme.LIGHT, WIDTH, 900, 400).draw(Optional.empty());
        assertThat(less.all(Mark.Box.class)).hasSize(all.all(Mark.Box.class).size() - 2);
        assertThat(less.all(Mark.Line.class).stream().filter(Mark.Line::dashed))
                .as("the sample of the legend")
                .hasSize(1);
        assertThat(less.texts()).isEqualTo(all.texts());
    }

    private static BarsPicture bars(Set<String> hidden) {
        var points = new ArrayList<BarPoint>();
        for (String name : List.of("bag", "coat")) {
            var group = new BarGroup(name, List.of(ChartSamples.measured(0.9, 1000), ChartSamples.measured(0.8, 1000)));
            points.add(new BarPoint(group, 0, "base"));
            points.add(new BarPoint(group, 1, "this mix"));
        }
        return new BarsPicture(points, new Shown(Framing.FIT, hidden), Theme.LIGHT, WIDTH, 500, 300);
    }
}
