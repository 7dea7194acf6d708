package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.chart.HeatMapData.Cell;
import org.stockpot.ui.chart.HeatMapData.Measure;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Theme;

class HeatMapPictureTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    private static final HeatMapData TWO_BY_THREE = new HeatMapData(
            List.of("mixup", "cutout"),
            List.of("visual.conv1", "token_embedding", "head"),
            Set.of(1),
            List.of(
                    List.of(new Cell(0.01, 0.9, 0), new Cell(0.5, 0.5, 0), new Cell(0.1, -1, 0.25)),
                    List.of(new Cell(0.001, 1, 1), new Cell(0, Double.NaN, 1), new Cell(0, Double.NaN, 1))));

    @Test
    void namesEveryIngredientAndGroup() {
        assertThat(draw(TWO_BY_THREE, Measure.RELATIVE_L2).texts())
                .contains("mixup", "cutout", "conv1", "token_embedding", "head");
    }

    @Test
    void coloursDistancesOnALogarithmicScaleAndWritesThemWhereThereIsRoom() {
        Picture picture = draw(TWO_BY_THREE, Measure.RELATIVE_L2);
        assertThat(picture.texts()).contains("0.01", "0.1", "0.001", "0");
        assertThat(picture.all(Mark.Box.class))
                .extracting(Mark.Box::fill)
                .contains(ColourMap.SEQUENTIAL.at(0.5), ColourMap.SEQUENTIAL.at(1), ColourMap.SEQUENTIAL.at(0));
    }

    @Test
    void coloursCosinesFromMinusOneToOne() {
        Picture picture = draw(TWO_BY_THREE, Measure.COSINE);
        assertThat(picture.texts()).contains("0.90", "-1.00", "–", "-1.0", "0.0", "1.0");
        assertThat(picture.all(Mark.Box.class))
                .extracting(Mark.Box::fill)
                .contains(ColourMap.DIVERGING.at(0), ColourMap.DIVERGING.at(1));
    }

    @Test
    void hatchesInertGroups() {
        assertThat(draw(TWO_BY_THREE, Measure.COSINE).all(Mark.Hatch.class)).hasSize(2);
    }

    @Test
    void findsTheCellUnderTheMouse() {
        HeatMapPicture layout = layout(TWO_BY_THREE, Measure.COSINE, 400, 200);
        List<Mark.Hatch> inert = layout.draw(Optional.empty(), Optional.empty()).all(Mark.Hatch.class);
        assertThat(layout.at(inert.get(1).x() + 3, inert.get(1).y() + 3)).contains(new Place(1, 1));
        assertThat(layout.at(2, 2)).isEmpty();
        assertThat(layout.at(399, 199)).isEmpty();
    }

    @Test
    void explainsAllNumbersOfACell() {
        HeatMapPicture layout = layout(TWO_BY_THREE, Measure.COSINE, 400, 200);
        assertThat(layout.explain(new Place(0, 2))).isEqualTo("""
                        mixup × head
                        relative L2: 0.1
                        cosine to mean move: -1.00
                        unchanged weights: 25.0 %""");
        assertThat(layout.explain(new Place(1, 1))).contains("inert").contains("cosine to mean move: –");
    }

    @Test
    void twelveIngredientsByTwentySixGroupsFitIntoSixHundredPixels() {
        HeatMapPicture layout = layout(ChartSamples.heatMap(12, 26), Measure.RELATIVE_L2, 600, 340);
        Picture picture = layout.draw(Optional.empty(), Optional.empty());
        assertThat(picture.all(Mark.Symbol.class)).hasSize(12);
        assertThat(picture.all(Mark.Box.class)).allSatisfy(box -> {
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(600);
            assertThat(box.y() + box.height()).isLessThanOrEqualTo(341);
        });
        assertThat(picture.texts()).contains("resblocks.19", "label-smoothing-0.1");
    }

    @Test
    void outlinesTheSelectedCellAndForgetsOneThatIsGone() {
        HeatMapPicture layout = layout(TWO_BY_THREE, Measure.COSINE, 400, 200);
        int plain = layout.draw(Optional.empty(), Optional.empty())
                .all(Mark.Frame.class)
                .size();
        assertThat(layout.draw(Optional.of(new Place(1, 2)), Optional.empty()).all(Mark.Frame.class))
                .hasSize(plain + 2);
        assertThat(layout.draw(Optional.of(new Place(9, 9)), Optional.empty()).all(Mark.Frame.class))
                .hasSize(plain);
    }

    @Test
    void saysWhatBelongsHereWhileThereIsNothing() {
        assertThat(String.join(" ", draw(HeatMapData.EMPTY, Measure.COSINE).texts()))
                .isEqualTo("Add a base and ingredients to see how far their weights moved");
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatThrownBy(() -> new HeatMapData(List.of("a"), List.of("g"), Set.of(), List.of(List.of())))
                .hasMessage("0 cells for 1 groups");
    }

    private static Picture draw(HeatMapData data, Measure measure) {
        return layout(data, measure, 700, 200).draw(Optional.empty(), Optional.empty());
    }

    private static HeatMapPicture layout(HeatMapData data, Measure measure, double width, double height) {
        return new HeatMapPicture(data, measure, Theme.LIGHT, WIDTH, width, height);
    }
}
