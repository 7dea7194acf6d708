package org.stockpot.ui.chart;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/**
 * Validation, test and mean OOD accuracy over trials, in ascending order of their numbers, with 95 % bands, and the best
 * validation accuracy so far. Hover shows the nearest trial's values, a click picks it.
 */
public final class AccuracyChart extends PointChart<TrialPoint> {
    private static final Texts TEXTS = Texts.of(AccuracyChart.class);

    public AccuracyChart(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("accuracy.name"));
        setId("accuracy-chart");
        setMinSize(180, 120);
        setPrefSize(520, 260);
    }

    @Override
    protected int key(TrialPoint trial) {
        return trial.key();
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
    protected PointPicture<TrialPoint> layout(List<TrialPoint> trials, double width, double height, Theme theme) {
        return new AccuracyPicture(
                trials, new Shown(framingProperty().get(), hiddenProperty().get()), theme, textWidth(), width, height);
    }
}
