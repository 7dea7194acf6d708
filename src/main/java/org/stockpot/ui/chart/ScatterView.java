package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.theme.Theme;

/**
 * Test accuracy against mean OOD accuracy: the base, every ingredient with its marker, soups, trials as dots, the
 * current mix, and the Pareto front as a dashed line. Hover shows a point's values, a click picks it.
 */
public final class ScatterView extends ChartView {
    private final ObjectProperty<List<ScatterPoint>> points = new SimpleObjectProperty<>(this, "points", List.of());
    private Optional<ScatterPoint> hovered = Optional.empty();
    private Consumer<ScatterPoint> onPicked = point -> {};

    public ScatterView(ObservableValue<Theme> theme) {
        super(theme, "Test accuracy against OOD accuracy");
        setId("scatter-chart");
        setMinSize(180, 140);
        setPrefSize(420, 320);
        points.addListener((observable, before, now) -> {
            hovered = Optional.empty();
            redraw();
        });
    }

    /** What is shown; to be replaced as a whole. */
    public ObjectProperty<List<ScatterPoint>> pointsProperty() {
        return points;
    }

    /** Called when the user clicks a point. */
    public void setOnPicked(Consumer<ScatterPoint> action) {
        onPicked = action;
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return layout(width, height, theme).draw(hovered);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        hover(layout(getWidth(), getHeight(), Theme.LIGHT).near(x, y));
        return hovered.map(ScatterPicture::explain);
    }

    @Override
    protected void left() {
        hover(Optional.empty());
    }

    @Override
    protected void clicked(double x, double y) {
        layout(getWidth(), getHeight(), Theme.LIGHT).near(x, y).ifPresent(onPicked);
    }

    private void hover(Optional<ScatterPoint> point) {
        if (!point.equals(hovered)) {
            hovered = point;
            redraw();
        }
    }

    private ScatterPicture layout(double width, double height, Theme theme) {
        return new ScatterPicture(points.get(), theme, textWidth(), width, height);
    }
}
