package org.stockpot.ui.library;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import org.stockpot.fuse.TensorValues;
import org.stockpot.fuse.TensorValues.Distribution;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.ChartSource;
import org.stockpot.ui.chart.ChartView;
import org.stockpot.ui.chart.HistogramChart;
import org.stockpot.ui.chart.HistogramData;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** The histograms of the tensor that is looked at; they follow the model by themselves, whichever room is shown. */
public final class ValueCharts implements ChartSource {
    private static final Texts TEXTS = Texts.of(ValueCharts.class);

    private final DetailsModel model;
    private final HistogramChart values;
    private final HistogramChart difference;

    public ValueCharts(DetailsModel model, ObservableValue<Theme> theme) {
        this.model = model;
        this.values = histogram("details-histogram", TEXTS.get("values.of-tensor"), theme);
        this.difference = histogram("details-difference", TEXTS.get("values.of-difference"), theme);
        InvalidationListener show = changed -> show();
        model.valuesProperty().addListener(show);
        model.logarithmicProperty().addListener(show);
        show();
        model.tensorProperty().addListener((observable, before, now) -> name());
        name();
    }

    private static HistogramChart histogram(String id, String name, ObservableValue<Theme> theme) {
        var chart = new HistogramChart(theme, name);
        chart.setId(id);
        chart.setExplaining(interval -> explain(chart.dataProperty().get(), interval));
        return chart;
    }

    /** How the values are spread. */
    HistogramChart values() {
        return values;
    }

    /** How their differences to the base are spread. */
    HistogramChart difference() {
        return difference;
    }

    /** What is not read yet is not waited for: the user may have stopped it. */
    @Override
    public void whenReady(Consumer<List<ChartView>> then) {
        then.accept(List.of(values, difference));
    }

    private void show() {
        DetailsModel.Values now = model.valuesProperty().get();
        Optional<Distribution> own = now.found().map(TensorValues::values);
        Optional<Distribution> delta = now.found().flatMap(TensorValues::difference);
        String note = now.note().isEmpty() ? TEXTS.get("values.choose") : now.note();
        values.dataProperty().set(own.map(one -> data(one, "values.across")).orElse(HistogramData.nothing(note)));
        difference
                .dataProperty()
                .set(delta.map(one -> data(one, "values.difference.across"))
                        .orElse(HistogramData.nothing(own.isPresent() ? TEXTS.get("values.no-difference") : "")));
    }

    /** Files tell which tensor it is, until the user gives them another title. */
    private void name() {
        model.tensorProperty().get().ifPresent(tensor -> {
            values.titleProperty().set(TEXTS.get("values.title", tensor));
            difference.titleProperty().set(TEXTS.get("values.difference.title", tensor));
        });
    }

    private HistogramData data(Distribution found, String across) {
        if (Double.isNaN(found.min())) {
            return HistogramData.nothing(TEXTS.get("values.not-finite"));
        }
        return new HistogramData(
                found.min(),
                found.max(),
                found.bins(),
                model.logarithmicProperty().get(),
                TEXTS.get(across),
                TEXTS.get("values.count"),
                "");
    }

    private static String explain(HistogramData data, int interval) {
        return TEXTS.get(
                "values.interval",
                Axis.significant(data.edge(interval)),
                Axis.significant(data.edge(interval + 1)),
                data.counts().get(interval));
    }
}
