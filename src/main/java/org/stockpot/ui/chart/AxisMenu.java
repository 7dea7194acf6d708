package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ExplainedItem;

/** The part of a chart's menu that is about its axes, its series and its lasso. */
final class AxisMenu {
    private static final Texts TEXTS = Texts.of(AxisMenu.class);

    private AxisMenu() {}

    /** Shows everything again. */
    static MenuItem fit(ZoomableChart chart) {
        var fit = new MenuItem(TEXTS.get("axis.fit"));
        fit.setId("chart-fit");
        fit.setOnAction(event -> chart.fit());
        return ExplainedItem.of(fit, chart.framingProperty().get().isZoomed() ? "" : TEXTS.get("axis.fit.why"));
    }

    /** Turns the axes round. */
    static Menu axes(ZoomableChart chart) {
        Framing now = chart.framingProperty().get();
        var axes = new Menu(TEXTS.get("axis.axes"));
        axes.setId("chart-axes");
        axes.getItems()
                .addAll(
                        ChartMenu.check(
                                "chart-flip-across",
                                TEXTS.get("axis.flip.across"),
                                now.acrossFlipped(),
                                on -> chart.framingProperty().set(now.withAcrossFlipped(on))),
                        ChartMenu.check(
                                "chart-flip-up",
                                TEXTS.get("axis.flip.up"),
                                now.upFlipped(),
                                on -> chart.framingProperty().set(now.withUpFlipped(on))));
        return axes;
    }

    static <T> List<MenuItem> items(PointChart<T> chart) {
        List<MenuItem> items = new ArrayList<>();
        Optional<Plot> area = chart.area();
        if (area.isEmpty()) {
            return items;
        }
        Framing now = chart.framingProperty().get();
        items.add(fit(chart));
        Menu axes = axes(chart);
        if (chart.canBeLogarithmic()) {
            axes.getItems()
                    .addAll(
                            ExplainedItem.of(
                                    ChartMenu.check(
                                            "chart-log-across",
                                            TEXTS.get("axis.log.across"),
                                            now.acrossLogarithmic(),
                                            on -> chart.framingProperty().set(now.withAcrossLogarithmic(on))),
                                    area.get().acrossCanBeLogarithmic() ? "" : TEXTS.get("axis.log.why")),
                            ExplainedItem.of(
                                    ChartMenu.check(
                                            "chart-log-up",
                                            TEXTS.get("axis.log.up"),
                                            now.upLogarithmic(),
                                            on -> chart.framingProperty().set(now.withUpLogarithmic(on))),
                                    area.get().upCanBeLogarithmic() ? "" : TEXTS.get("axis.log.why")));
        }
        items.add(axes);
        List<Legend.Entry> legend = chart.legend();
        if (!legend.isEmpty()) {
            var series = new Menu(TEXTS.get("axis.series"));
            series.setId("chart-series");
            for (Legend.Entry entry : legend) {
                series.getItems()
                        .add(ChartMenu.check(
                                "chart-series-" + entry.key(),
                                entry.name(),
                                !chart.hiddenProperty().get().contains(entry.key()),
                                on -> chart.toggle(entry.key())));
            }
            items.add(series);
        }
        if (chart.canBeSelected()) {
            items.add(ChartMenu.check(
                    "chart-lasso",
                    TEXTS.get("axis.lasso"),
                    chart.lassoProperty().get(),
                    on -> chart.lassoProperty().set(on)));
        }
        return items;
    }
}
