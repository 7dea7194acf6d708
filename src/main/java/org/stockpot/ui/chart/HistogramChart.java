package org.stockpot.ui.chart;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.theme.Theme;

/** A histogram; hover says how many numbers lie in an interval. */
public final class HistogramChart extends ChartView {
    private final ObjectProperty<HistogramData> data =
            new SimpleObjectProperty<>(this, "data", HistogramData.nothing(""));
    private OptionalInt hovered = OptionalInt.empty();
    private IntFunction<String> explaining = interval -> "";

    /** @param name what it shows, for people who do not see it */
    public HistogramChart(ObservableValue<Theme> theme, String name) {
        super(theme, name);
        setMinSize(160, 90);
        setPrefSize(360, 150);
        data.addListener((observable, before, now) -> {
            hovered = OptionalInt.empty();
            redraw();
        });
    }

    public ObjectProperty<HistogramData> dataProperty() {
        return data;
    }

    /** What is said about an interval. */
    public void setExplaining(IntFunction<String> words) {
        explaining = words;
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return new HistogramPicture(data.get(), theme, textWidth(), width, height).draw(hovered);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        hover(new HistogramPicture(data.get(), Theme.LIGHT, textWidth(), getWidth(), getHeight()).at(x));
        return hovered.isPresent() ? Optional.of(explaining.apply(hovered.getAsInt())) : Optional.empty();
    }

    @Override
    protected Optional<Table> table() {
        return new HistogramPicture(data.get(), Theme.LIGHT, textWidth(), getWidth(), getHeight()).table();
    }

    @Override
    protected void left() {
        hover(OptionalInt.empty());
    }

    private void hover(OptionalInt interval) {
        if (!interval.equals(hovered)) {
            hovered = interval;
            redraw();
        }
    }
}
