package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stockpot.session.ChartFile;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Charts as files without a window: SVG and CSV, light, in a usual size. Needs no display. */
public final class PaperCharts {
    private static final Texts TEXTS = Texts.of(PaperCharts.class);
    private static final double WIDTH = 960;
    private static final double HEIGHT = 600;
    private static final double TITLE = 26;

    /** Fonts need a display, so widths are those of an average letter. */
    private static final TextWidth ABOUT = (text, size) -> 0.58 * size * text.codePointCount(0, text.length());

    private PaperCharts() {}

    /** Accuracy over trials. */
    public static List<ChartFile> history(List<TrialPoint> trials) {
        var picture = new AccuracyPicture(trials, Theme.LIGHT, ABOUT, WIDTH, HEIGHT);
        return files(TEXTS.get("accuracy.name"), picture.draw(Optional.empty()), picture.table());
    }

    /** Test against OOD accuracy. */
    public static List<ChartFile> plane(List<ScatterPoint> points, List<ScatterLine> lines) {
        var shown = new Shown(Framing.FIT, Set.of(ScatterPicture.EXPECTED));
        var picture = new ScatterPicture(points, lines, shown, Theme.LIGHT, ABOUT, WIDTH, HEIGHT);
        return files(TEXTS.get("scatter.name"), picture.draw(Optional.empty()), picture.table());
    }

    /** Mixing weights of trials. */
    public static List<ChartFile> weights(ParallelData data) {
        var picture = new ParallelPicture(data, Brushes.NONE, Set.of(), Theme.LIGHT, ABOUT, WIDTH, HEIGHT);
        return files(TEXTS.get("parallel.name"), picture.draw(Optional.empty()), picture.table());
    }

    /** A heat map. */
    public static List<ChartFile> heatMap(String title, HeatMapData data) {
        var picture = new HeatMapPicture(data, Theme.LIGHT, ABOUT, WIDTH, HEIGHT);
        return files(title, picture.draw(Optional.empty(), Optional.empty(), OptionalInt.empty()), picture.table());
    }

    /** A map of models. */
    public static List<ChartFile> modelMap(String title, List<ModelPoint> points, ModelMapChart.Words words) {
        var picture = new ModelMapPicture(points, words, Framing.FIT, Theme.LIGHT, ABOUT, WIDTH, HEIGHT);
        return files(title, picture.draw(Optional.empty()), picture.table());
    }

    /** Nothing where there is nothing to show. */
    private static List<ChartFile> files(String title, Picture picture, Optional<Table> table) {
        return table.map(numbers -> new ChartExport(title, picture.titled(title, TITLE, Theme.LIGHT), table))
                .map(export -> List.of(export.svg(), export.csv().orElseThrow()))
                .orElse(List.of());
    }
}
