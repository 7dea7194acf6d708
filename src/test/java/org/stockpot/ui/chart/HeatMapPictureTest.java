package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Theme;

class HeatMapPictureTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final List<HeatMapData.Row> ROWS =
            List.of(new HeatMapData.Row("mixup", OptionalInt.of(0)), new HeatMapData.Row("cutout", OptionalInt.of(1)));
    private static final List<String> COLUMNS = List.of("visual.conv1", "token_embedding", "head");
    private static final HeatMapData DISTANCES = new HeatMapData(
            ROWS,
            COLUMNS,
            Set.of(1),
            List.of(List.of(0.01, 0.5, 0.1), List.of(0.001, 0.0, 0.0)),
            new HeatMapData.Scale(Axis.logarithmic(0.001, 0.1, Axis.Unit.PLAIN), ColourMap.SEQUENTIAL, ""),
            "");
    private static final HeatMapData COSINES = new HeatMapData(
            ROWS,
            COLUMNS,
            Set.of(1),
            List.of(List.of(0.9, 0.5, -1.0), List.of(1.0, Double.NaN, Double.NaN)),
            new HeatMapData.Scale(Axis.linear(-1, 1, Axis.Unit.PLAIN), ColourMap.DIVERGING, ""),
            "");

    @Test
    void namesEveryIngredientAndGroup() {
        assertThat(draw(DISTANCES).texts()).contains("mixup", "cutout", "conv1", "token_embedding", "head");
    }

    @Test
    void noNameOfAColumnRunsIntoTheButtonOfTheMenu() {
        for (double height : new double[] {200, 380, 700}) {
            var layout = new HeatMapPicture(ChartSamples.heatMap(12, 26), Theme.LIGHT, WIDTH, 600, height);
            List<Mark.Label> turned =
                    layout.draw(Optional.empty(), Optional.empty(), OptionalInt.empty()).all(Mark.Label.class).stream()
                            .filter(label -> label.turn() != 0 && !label.axisTitle())
                            .toList();
            assertThat(turned).hasSizeGreaterThan(20).allSatisfy(label -> {
                double length = WIDTH.of(label.text(), label.size());
                double right = label.x() + length * Math.cos(Math.toRadians(label.turn()));
                double top = label.y() + length * Math.sin(Math.toRadians(label.turn())) - label.size() / 2;
                assertThat(right <= 600 - ChartMenu.ROOM + 1 || top >= ChartMenu.ROOM - 1)
                        .as(label.text() + " ends at " + right + ", " + top + " of " + height)
                        .isTrue();
            });
        }
    }

    @Test
    void coloursDistancesOnALogarithmicScaleAndWritesThemWhereThereIsRoom() {
        Picture picture = draw(DISTANCES);
        assertThat(picture.texts()).contains("0.01", "0.1", "0.001", "0");
        assertThat(picture.all(Mark.Box.class))
                .extracting(Mark.Box::fill)
                .contains(ColourMap.SEQUENTIAL.at(0.5), ColourMap.SEQUENTIAL.at(1), ColourMap.SEQUENTIAL.at(0));
    }

    @Test
    void coloursCosinesFromMinusOneToOne() {
        Picture picture = draw(COSINES);
        assertThat(picture.texts()).contains("0.90", "-1.00", "–", "-1.0", "0.0", "1.0");
        assertThat(picture.all(Mark.Box.class))
                .extracting(Mark.Box::fill)
                .contains(ColourMap.DIVERGING.at(0), ColourMap.DIVERGING.at(1));
    }

    @Test
    void hatchesInertGroups() {
        assertThat(draw(COSINES).all(Mark.Hatch.class)).hasSize(2);
    }

    @Test
    void findsTheCellUnderTheMouse() {
        HeatMapPicture layout = layout(COSINES, 400, 200);
        List<Mark.Hatch> inert = layout.draw(Optional.empty(), Optional.empty(), OptionalInt.empty())
                .all(Mark.Hatch.class);
        assertThat(layout.at(inert.get(1).x() + 3, inert.get(1).y() + 3)).contains(new Place(1, 1));
        assertThat(layout.at(2, 2)).isEmpty();
        assertThat(layout.at(399, 199)).isEmpty();
    }

    @Test
    void findsTheColumnWhoseNameIsUnderTheMouse() {
        HeatMapPicture level = layout(COSINES, 700, 200);
        Mark.Label head = label(level, "head");
        assertThat(level.columnAt(head.x(), head.y())).hasValue(2);
        assertThat(level.columnAt(3, head.y())).isEmpty();

        HeatMapPicture turned = layout(ChartSamples.heatMap(12, 26), 600, 340);
        Mark.Label name = label(turned, "resblocks.19");
        double along = 30 / Math.sqrt(2);
        assertThat(turned.columnAt(name.x() + along * 0.91, name.y() - along * 1.08))
                .hasValue(ChartSamples.heatMap(12, 26).columns().stream()
                        .filter(column -> column.endsWith("resblocks.19"))
                        .mapToInt(ChartSamples.heatMap(12, 26).columns()::indexOf)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void whatIsNoIngredientIsAnEmptySquare() {
        var data = new HeatMapData(
                List.of(new HeatMapData.Row("base", OptionalInt.empty())),
                List.of("base"),
                Set.of(),
                List.of(List.of(0.0)),
                DISTANCES.scale(),
                "");
        assertThat(draw(data).all(Mark.Symbol.class)).singleElement().satisfies(symbol -> {
            assertThat(symbol.shape()).isEqualTo(MarkerShape.SQUARE);
            assertThat(symbol.fill()).isEqualTo(Theme.LIGHT.background());
        });
    }

    @Test
    void twelveIngredientsByTwentySixGroupsFitIntoSixHundredPixels() {
        HeatMapPicture layout = layout(ChartSamples.heatMap(12, 26), 600, 340);
        Picture picture = layout.draw(Optional.empty(), Optional.empty(), OptionalInt.empty());
        assertThat(picture.all(Mark.Symbol.class)).hasSize(12);
        assertThat(picture.all(Mark.Box.class)).allSatisfy(box -> {
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(600);
            assertThat(box.y() + box.height()).isLessThanOrEqualTo(341);
        });
        assertThat(picture.texts()).contains("resblocks.19", "label-smoothing-0.1");
    }

    @Test
    void outlinesTheSelectedCellAndForgetsOneThatIsGone() {
        HeatMapPicture layout = layout(COSINES, 400, 200);
        int plain = layout.draw(Optional.empty(), Optional.empty(), OptionalInt.empty())
                .all(Mark.Frame.class)
                .size();
        assertThat(layout.draw(Optional.of(new Place(1, 2)), Optional.empty(), OptionalInt.empty())
                        .all(Mark.Frame.class))
                .hasSize(plain + 2);
        assertThat(layout.draw(Optional.of(new Place(9, 9)), Optional.empty(), OptionalInt.empty())
                        .all(Mark.Frame.class))
                .hasSize(plain);
    }

    @Test
    void saysWhatBelongsHereWhileThereIsNothing() {
        assertThat(String.join(" ", draw(HeatMapData.nothing("Add something")).texts()))
                .isEqualTo("Add something");
    }

    @Test
    void whatIsCalledPercentIsWrittenAsPercent() {
        var scale = new HeatMapData.Scale(Axis.linear(0, 1, Axis.Unit.PERCENT), ColourMap.SEQUENTIAL, "conflict in %");
        var data = new HeatMapData(ROWS.subList(0, 1), List.of("g"), Set.of(), List.of(List.of(0.125)), scale, "");
        assertThat(layout(data, 700, 200).table().orElseThrow().csv()).isEqualTo("""
                row,column,conflict in %,inert\r
                mixup,g,12.5,false\r
                """);
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatThrownBy(() -> new HeatMapData(
                        ROWS.subList(0, 1), List.of("g"), Set.of(), List.of(List.of()), DISTANCES.scale(), ""))
                .hasMessage("0 values for 1 columns");
    }

    private static Mark.Label label(HeatMapPicture layout, String text) {
        return layout.draw(Optional.empty(), Optional.empty(), OptionalInt.empty()).all(Mark.Label.class).stream()
                .filter(label -> label.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Picture draw(HeatMapData data) {
        return layout(data, 700, 200).draw(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static HeatMapPicture layout(HeatMapData data, double width, double height) {
        return new HeatMapPicture(data, Theme.LIGHT, WIDTH, width, height);
    }
}
