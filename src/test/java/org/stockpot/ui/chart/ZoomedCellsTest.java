package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.Theme;

/** Parts of charts that consist of cells or bars. */
class ZoomedCellsTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();
    /** The upper left tenth in both directions. */
    private static final Framing CORNER = Framing.FIT.part(0, 0.1, 0.9, 1);

    @Test
    void cellsOfALargeHeatMapBecomeReadableWhenZoomed() {
        HeatMapData data = ChartSamples.heatMap(20, 200);
        assertThat(numbers(draw(heatMap(data, Framing.FIT)))).isZero();

        Picture zoomed = draw(heatMap(data, CORNER.part(0, 0.25, 0, 1)));
        assertThat(numbers(zoomed)).isEqualTo(2 * 4);
        assertThat(zoomed.marks()).hasAtLeastOneElementOfType(Mark.Clipped.class);
        assertThat(zoomed.texts())
                .contains("plain-lr3e-4", "plain-lr1e-3", "resblocks.0")
                .doesNotContain("mixup-0.2", "resblocks.1");
    }

    @Test
    void theTableOfAZoomedHeatMapHoldsOnlyWhatIsShown() {
        HeatMapPicture layout = heatMap(ChartSamples.heatMap(20, 200), CORNER);
        assertThat(layout.table().orElseThrow().rows()).hasSize(2 * 20);
        assertThat(heatMap(ChartSamples.heatMap(20, 200), Framing.FIT)
                        .table()
                        .orElseThrow()
                        .rows())
                .hasSize(20 * 200);
    }

    @Test
    void theMouseIsOverTheCellThatIsDrawnThere() {
        HeatMapPicture layout = heatMap(ChartSamples.heatMap(20, 200), CORNER);
        GridArea grid = layout.grid();
        assertThat(layout.at(grid.left() + 1, grid.top() + 1)).contains(new Place(0, 0));
        assertThat(layout.at(grid.right() - 1, grid.bottom() - 1)).contains(new Place(1, 19));
        assertThat(layout.at(grid.left() - 2, grid.top() + 1)).isEmpty();
        assertThat(grid.cellWidth()).isCloseTo((grid.right() - grid.left()) / 20, within(1e-9));
    }

    @Test
    void whatIsShownFollowsACell() {
        GridArea grid = heatMap(ChartSamples.heatMap(20, 200), CORNER).grid();
        Framing seen = grid.following(0, 10);
        assertThat(seen).isEqualTo(CORNER);
        Framing down = grid.following(2, 20);
        assertThat(down.left()).isCloseTo(1 / 200.0, within(1e-9));
        assertThat(down.top()).isCloseTo(0.95, within(1e-9));
        assertThat(down.right() - down.left()).isCloseTo(0.1, within(1e-9));
        Framing all = heatMap(ChartSamples.heatMap(20, 200), Framing.FIT).grid().following(19, 199);
        assertThat(all).isEqualTo(Framing.FIT);
    }

    @Test
    void aConfusionOfManyClassesBecomesReadableWhenZoomed() {
        ConfusionData data = classes(100);
        assertThat(numbers(confusion(data, Framing.FIT).draw(Optional.empty()))).isZero();

        ConfusionPicture layout = confusion(data, CORNER);
        Picture zoomed = layout.draw(Optional.of(new ConfusionPicture.Place(0, 0)));
        assertThat(numbers(zoomed)).isEqualTo(10);
        assertThat(zoomed.texts()).contains("class 0", "class 9").doesNotContain("class 10");
        assertThat(layout.table().orElseThrow().rows()).hasSize(100);
        assertThat(layout.at(layout.grid().right() - 1, layout.grid().top() + 1))
                .contains(new ConfusionPicture.Place(0, 9));
        assertThat(confusion(data, Framing.FIT).table().orElseThrow().rows()).hasSize(10_000);
    }

    @Test
    void aNumberIsNotCutInHalf() {
        // Four classes and a half: the number of the fifth would be cut.
        ConfusionPicture layout = confusion(classes(100), Framing.FIT.part(0, 0.045, 0.96, 1));
        GridArea grid = layout.grid();
        List<Mark.Label> numbers = layout.draw(Optional.empty()).all(Mark.Label.class).stream()
                .filter(label -> label.text().equals("70.0"))
                .toList();
        assertThat(numbers).hasSize(4).allSatisfy(label -> assertThat(label.x()).isLessThan(grid.right() - 20));
        assertThat(grid.shows(4, 4)).isFalse();
        assertThat(grid.shows(0, 4)).isTrue();
        assertThat(grid.holdsNumber(0, 4, 20)).isFalse();
        assertThat(grid.holdsNumber(0, 3, 20)).isTrue();
    }

    @Test
    void barsOfAHistogramBecomeWideWhenZoomed() {
        HistogramPicture whole = histogram(Framing.FIT);
        HistogramPicture part = histogram(Framing.FIT.part(0.5, 0.6, 0, 1));
        double before = widest(whole);
        assertThat(widest(part)).isGreaterThan(9 * before);
        assertThat(part.table().orElseThrow().rows()).hasSize(8);
        assertThat(part.table().orElseThrow().rows().get(0)).startsWith("0");
        Plot plot = part.plot().orElseThrow();
        assertThat(part.at(plot.left() + 1)).hasValue(40);
        assertThat(part.at(plot.right() - 1)).hasValue(47);
        assertThat(part.at(plot.left() - 5)).isEmpty();
        assertThat(part.draw(OptionalInt.empty()).marks()).hasAtLeastOneElementOfType(Mark.Clipped.class);
    }

    @Test
    void aBarBeginsAtZeroAlsoWhereMorePaperIsShown() {
        HistogramPicture out = histogram(Framing.FIT.zoomed(2, 0.5, 0.5));
        Plot plot = out.plot().orElseThrow();
        assertThat(out.draw(OptionalInt.empty()).all(Mark.Box.class))
                .allSatisfy(box -> assertThat(box.y() + box.height()).isLessThan(plot.bottom() - 10));
    }

    private static double widest(HistogramPicture layout) {
        return layout.draw(OptionalInt.empty()).all(Mark.Box.class).stream()
                .mapToDouble(Mark.Box::width)
                .max()
                .orElseThrow();
    }

    /** Texts within cells. */
    private static long numbers(Picture picture) {
        return picture.all(Mark.Label.class).stream()
                .filter(label -> label.align() == Mark.Align.CENTRE
                        && !label.axisTitle()
                        && label.text().matches("[0-9.e–-]+"))
                .count();
    }

    private static Picture draw(HeatMapPicture layout) {
        return layout.draw(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static HeatMapPicture heatMap(HeatMapData data, Framing framing) {
        return new HeatMapPicture(data, framing, Theme.LIGHT, WIDTH, 700, 400);
    }

    private static ConfusionPicture confusion(ConfusionData data, Framing framing) {
        return new ConfusionPicture(data, framing, Theme.LIGHT, WIDTH, 600, 500);
    }

    private static ConfusionData classes(int count) {
        return new ConfusionData(
                IntStream.range(0, count).mapToObj(one -> "class " + one).toList(),
                IntStream.range(0, count)
                        .mapToObj(from -> IntStream.range(0, count)
                                .mapToObj(to -> from == to ? 7 : 0)
                                .toList())
                        .toList(),
                IntStream.range(0, count).mapToObj(one -> 10).toList());
    }

    private static HistogramPicture histogram(Framing framing) {
        return new HistogramPicture(ChartSamples.histogram(false), framing, Theme.LIGHT, WIDTH, 500, 300);
    }
}
