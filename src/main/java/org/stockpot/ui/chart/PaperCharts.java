package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.scene.paint.Color;
import org.stockpot.session.ChartFile;
import org.stockpot.session.ChartOrder;
import org.stockpot.session.chart.Table;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Charts as files without a window, in a usual size. Needs no display. */
public final class PaperCharts {
    private static final Texts TEXTS = Texts.of(PaperCharts.class);
    private static final double WIDTH = 960;
    private static final double HEIGHT = 600;
    private static final double TITLE = 26;

    /** Fonts need a display, so widths are those of an average letter. */
    private static final TextWidth ABOUT = (text, size) -> 0.58 * size * text.codePointCount(0, text.length());

    private final ChartOrder order;
    private final Theme theme;

    /**
     * For one order.
     *
     * @throws StockpotException if what was ordered cannot be drawn on this machine
     */
    public PaperCharts(ChartOrder order) throws StockpotException {
        this.order = order;
        theme = order.dark() ? Theme.DARK : Theme.LIGHT;
        if (order.formats().contains(ChartOrder.Format.PNG)) {
            PngWriter.requireFonts();
        }
    }

    /** Accuracy over trials. */
    public List<ChartFile> history(List<TrialPoint> trials) {
        var picture = new AccuracyPicture(trials, theme, ABOUT, WIDTH, HEIGHT);
        return files(TEXTS.get("accuracy.name"), picture.draw(Optional.empty()), picture.table());
    }

    /** Test against OOD accuracy. */
    public List<ChartFile> plane(List<ScatterPoint> points, List<ScatterLine> lines) {
        var shown = new Shown(Framing.FIT, Set.of(ScatterPicture.EXPECTED));
        var picture = new ScatterPicture(points, lines, shown, theme, ABOUT, WIDTH, HEIGHT);
        return files(TEXTS.get("scatter.name"), picture.draw(Optional.empty()), picture.table());
    }

    /** Mixing weights of trials. */
    public List<ChartFile> weights(ParallelData data) {
        var picture = new ParallelPicture(data, Brushes.NONE, Set.of(), theme, ABOUT, WIDTH, HEIGHT);
        return files(TEXTS.get("parallel.name"), picture.draw(Optional.empty()), picture.table());
    }

    /** A heat map. */
    public List<ChartFile> heatMap(String title, HeatMapData data) {
        var picture = new HeatMapPicture(data, theme, ABOUT, WIDTH, HEIGHT);
        return files(title, picture.draw(Optional.empty(), Optional.empty(), OptionalInt.empty()), picture.table());
    }

    /** A map of models. */
    public List<ChartFile> modelMap(String title, List<ModelPoint> points, ModelMapChart.Words words) {
        var picture = new ModelMapPicture(points, words, Framing.FIT, theme, ABOUT, WIDTH, HEIGHT);
        return files(title, picture.draw(Optional.empty()), picture.table());
    }

    /** Nothing where there is nothing to show. */
    private List<ChartFile> files(String title, Picture picture, Optional<Table> table) {
        Picture titled = picture.titled(title, TITLE, theme);
        Picture grounded = order.transparent() ? titled.on(Color.TRANSPARENT) : titled;
        return table.isEmpty() ? List.of() : new ChartExport(title, grounded, table).files(order);
    }
}
