package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.theme.Theme;

/**
 * A chart of points: hover shows the nearest one's values, a click picks it.
 *
 * @param <T> a point
 */
abstract class PointChart<T> extends ChartView {
    private final ObjectProperty<List<T>> points = new SimpleObjectProperty<>(this, "points", List.of());
    private Optional<T> hovered = Optional.empty();
    private Consumer<T> onPicked = point -> {};

    PointChart(ObservableValue<Theme> theme, String name) {
        super(theme, name);
        points.addListener((observable, before, now) -> {
            hovered = Optional.empty();
            redraw();
        });
    }

    /** Lays out the points for a size in pixels. */
    protected abstract PointPicture<T> layout(List<T> points, double width, double height, Theme theme);

    /** What is shown; to be replaced as a whole. */
    public final ObjectProperty<List<T>> pointsProperty() {
        return points;
    }

    /** Called with the point when the user clicks one. */
    public final void setOnPicked(Consumer<T> action) {
        onPicked = action;
    }

    @Override
    protected final Picture picture(double width, double height, Theme theme) {
        return layout(points.get(), width, height, theme).draw(hovered);
    }

    @Override
    protected final Optional<String> explain(double x, double y) {
        PointPicture<T> layout = inPlace();
        hover(layout.near(x, y));
        return hovered.map(layout::explain);
    }

    @Override
    protected final void left() {
        hover(Optional.empty());
    }

    @Override
    protected final void clicked(double x, double y) {
        inPlace().near(x, y).ifPresent(onPicked);
    }

    /** Colours do not matter for what lies where. */
    private PointPicture<T> inPlace() {
        return layout(points.get(), getWidth(), getHeight(), Theme.LIGHT);
    }

    private void hover(Optional<T> point) {
        if (!point.equals(hovered)) {
            hovered = point;
            redraw();
        }
    }
}
