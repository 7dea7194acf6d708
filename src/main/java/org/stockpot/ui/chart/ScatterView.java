package org.stockpot.ui.chart;

import java.util.List;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/**
 * Test accuracy against mean OOD accuracy: the base, every ingredient with its marker, soups, trials as dots, the
 * current mix, the Pareto front as a dashed line, and the straight lines between models on which mixes were measured. Hover
 * shows a point's values, a click picks it.
 */
public final class ScatterView extends PointChart<ScatterPoint> {
    private static final Texts TEXTS = Texts.of(ScatterView.class);

    private final ObjectProperty<List<ScatterLine>> lines = new SimpleObjectProperty<>(this, "lines", List.of());

    public ScatterView(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("scatter.name"));
        setId("scatter-chart");
        setMinSize(180, 140);
        setPrefSize(420, 320);
        hiddenProperty().set(Set.of(ScatterPicture.EXPECTED));
        lines.addListener((observable, before, now) -> redraw());
    }

    /** Straight lines between models. */
    public ObjectProperty<List<ScatterLine>> linesProperty() {
        return lines;
    }

    @Override
    protected int key(ScatterPoint point) {
        return point.kind() == ScatterPoint.Kind.CURRENT ? NO_KEY : point.key();
    }

    @Override
    protected boolean canBeLogarithmic() {
        return true;
    }

    @Override
    protected boolean canBeSelected() {
        return true;
    }

    @Override
    protected PointPicture<ScatterPoint> layout(List<ScatterPoint> points, double width, double height, Theme theme) {
        return new ScatterPicture(
                points,
                lines.get(),
                new Shown(framingProperty().get(), hiddenProperty().get()),
                theme,
                textWidth(),
                width,
                height);
    }
}
