package org.stockpot.ui.charts;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.chart.AccuracyChart;
import org.stockpot.ui.chart.BarrierChart;
import org.stockpot.ui.chart.BarsChart;
import org.stockpot.ui.chart.ChartView;
import org.stockpot.ui.chart.ConfusionChart;
import org.stockpot.ui.chart.ConfusionData;
import org.stockpot.ui.chart.ParallelChart;
import org.stockpot.ui.chart.PointChart;
import org.stockpot.ui.chart.ReliabilityView;
import org.stockpot.ui.chart.ScatterView;
import org.stockpot.ui.theme.Theme;

/** Charts that follow their models by themselves. */
public final class ChartFactory {
    private ChartFactory() {}

    /** Accuracy over trials. */
    public static AccuracyChart history(ChartsModel model, ObservableValue<Theme> theme) {
        var chart = new AccuracyChart(theme);
        chart.pointsProperty().bind(model.historyProperty());
        chart.setOnPicked(point -> model.pick(point.key()));
        return linked(chart, model);
    }

    /** Test against OOD accuracy. */
    public static ScatterView plane(ChartsModel model, ObservableValue<Theme> theme) {
        var chart = new ScatterView(theme);
        chart.pointsProperty().bind(model.planeProperty());
        chart.linesProperty().bind(model.linesProperty());
        chart.setOnPicked(point -> model.pick(point.key()));
        return linked(chart, model);
    }

    static ChartView of(ChartKind kind, ChartsModel model, ObservableValue<Theme> theme) {
        return switch (kind) {
            case PLANE -> plane(model, theme);
            case HISTORY -> history(model, theme);
            case WEIGHTS -> weights(model, theme);
            case LINES -> lines(model, theme);
            case CLASSES -> classes(model.measuring(), theme);
            case CONFUSION -> confusion(model.measuring(), theme);
            case RELIABILITY -> reliability(model.measuring(), theme);
        };
    }

    private static ChartView weights(ChartsModel model, ObservableValue<Theme> theme) {
        var chart = new ParallelChart(theme);
        chart.dataProperty().bind(model.weightsProperty());
        chart.selectedProperty().bind(model.selection().keys());
        chart.setOnPicked(line -> model.pick(line.key()));
        chart.setOnSelected(model.selection()::select);
        return chart;
    }

    private static ChartView lines(ChartsModel model, ObservableValue<Theme> theme) {
        var chart = new BarrierChart(theme);
        chart.pointsProperty().bind(model.measuring().linesProperty().map(ClassPlots::lines));
        chart.setOnPicked(model::take);
        return chart;
    }

    private static ChartView classes(MeasuringModel model, ObservableValue<Theme> theme) {
        var chart = new BarsChart(theme);
        chart.pointsProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.reportProperty()
                                .get()
                                .map(report -> ClassPlots.bars(
                                        report, model.setProperty().get().orElse("")))
                                .orElse(List.of()),
                        model.reportProperty(),
                        model.setProperty()));
        return chart;
    }

    private static ChartView confusion(MeasuringModel model, ObservableValue<Theme> theme) {
        var chart = new ConfusionChart(theme);
        chart.dataProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.shown()
                                .map(one -> ClassPlots.confusion(
                                        one, model.setProperty().get().orElse("")))
                                .orElse(ConfusionData.EMPTY),
                        model.reportProperty(),
                        model.modelProperty(),
                        model.setProperty()));
        return chart;
    }

    private static ChartView reliability(MeasuringModel model, ObservableValue<Theme> theme) {
        var chart = new ReliabilityView(theme);
        chart.pointsProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.shown()
                                .map(one -> ClassPlots.bins(
                                        one, model.setProperty().get().orElse("")))
                                .orElse(List.of()),
                        model.reportProperty(),
                        model.modelProperty(),
                        model.setProperty()));
        return chart;
    }

    private static <T, C extends PointChart<T>> C linked(C chart, ChartsModel model) {
        chart.selectedProperty().bind(model.selection().keys());
        chart.setOnLassoed(model.selection()::select);
        return chart;
    }
}
