package org.stockpot.ui.chart;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.theme.Theme;

/** A map of models: those that lie close together have similar weights. */
public final class ModelMapChart extends PointChart<ModelPoint> {
    private final ObjectProperty<Words> words = new SimpleObjectProperty<>(this, "words", new Words("", "", ""));

    /** What stands at the axes, and what is said while there are no points. */
    public record Words(String across, String up, String empty) {}

    /** @param name what it shows, for people who do not see it */
    public ModelMapChart(ObservableValue<Theme> theme, String name) {
        super(theme, name);
        setMinSize(180, 130);
        setPrefSize(420, 320);
        words.addListener((observable, before, now) -> redraw());
    }

    public ObjectProperty<Words> wordsProperty() {
        return words;
    }

    @Override
    protected PointPicture<ModelPoint> layout(List<ModelPoint> points, double width, double height, Theme theme) {
        return new ModelMapPicture(points, words.get(), framingProperty().get(), theme, textWidth(), width, height);
    }
}
