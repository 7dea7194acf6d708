package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.theme.Theme;

/**
 * Validation, test and mean OOD accuracy over trials with 95 % bands, and the best validation accuracy so far. Hover
 * shows the nearest trial's values, a click picks it.
 */
public final class AccuracyChart extends ChartView {
    private final ObjectProperty<List<TrialPoint>> trials = new SimpleObjectProperty<>(this, "trials", List.of());
    private Optional<TrialPoint> hovered = Optional.empty();
    private Consumer<TrialPoint> onPicked = trial -> {};

    public AccuracyChart(ObservableValue<Theme> theme) {
        super(theme, "Accuracy over trials");
        setId("accuracy-chart");
        setMinSize(180, 120);
        setPrefSize(520, 260);
        trials.addListener((observable, before, now) -> {
            hovered = Optional.empty();
            redraw();
        });
    }

    /** What is shown, in ascending order of the trials' numbers; to be replaced as a whole. */
    public ObjectProperty<List<TrialPoint>> trialsProperty() {
        return trials;
    }

    /** Called when the user clicks into the chart, with the nearest trial. */
    public void setOnPicked(Consumer<TrialPoint> action) {
        onPicked = action;
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return layout(width, height, theme).draw(hovered);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        hover(layout(getWidth(), getHeight(), Theme.LIGHT).near(x, y));
        return hovered.map(AccuracyPicture::explain);
    }

    @Override
    protected void left() {
        hover(Optional.empty());
    }

    @Override
    protected void clicked(double x, double y) {
        layout(getWidth(), getHeight(), Theme.LIGHT).near(x, y).ifPresent(onPicked);
    }

    private void hover(Optional<TrialPoint> trial) {
        if (!trial.equals(hovered)) {
            hovered = trial;
            redraw();
        }
    }

    private AccuracyPicture layout(double width, double height, Theme theme) {
        return new AccuracyPicture(trials.get(), theme, textWidth(), width, height);
    }
}
