package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuItem;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.theme.Theme;

/** A histogram; hover, or the arrow keys, say how many numbers lie in an interval. */
public final class HistogramChart extends ZoomableChart {
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
            fit();
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
        return layout(theme, width, height).draw(hovered);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        hover(inPlace().at(x));
        return hovered.isPresent() ? Optional.of(explaining.apply(hovered.getAsInt())) : Optional.empty();
    }

    @Override
    protected Optional<Table> table() {
        return inPlace().table();
    }

    @Override
    protected List<MenuItem> menuItems() {
        return area().isPresent() ? List.of(AxisMenu.fit(this), AxisMenu.axes(this)) : List.of();
    }

    @Override
    protected void left() {
        hover(OptionalInt.empty());
    }

    @Override
    Optional<Plot> area() {
        return inPlace().plot();
    }

    @Override
    void step(int direction) {
        int last = data.get().counts().size() - 1;
        int from = hovered.orElse(direction > 0 ? -1 : last + 1);
        hover(OptionalInt.of(Math.max(0, Math.min(last, from + direction))));
        setAccessibleHelp(explaining.apply(hovered.getAsInt()));
    }

    private HistogramPicture inPlace() {
        return layout(Theme.LIGHT, someWidth(), someHeight());
    }

    private HistogramPicture layout(Theme theme, double width, double height) {
        return new HistogramPicture(data.get(), framingProperty().get(), theme, textWidth(), width, height);
    }

    private void hover(OptionalInt interval) {
        if (!interval.equals(hovered)) {
            hovered = interval;
            redraw();
        }
    }
}
