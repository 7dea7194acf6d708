package org.stockpot.ui.chart;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.theme.Theme;

/**
 * Test accuracy against mean OOD accuracy: the base, every ingredient with its marker, soups, trials as dots, the
 * current mix, and the Pareto front as a dashed line. Hover shows a point's values, a click picks it.
 */
public final class ScatterView extends PointChart<ScatterPoint> {
    public ScatterView(ObservableValue<Theme> theme) {
        super(theme, "Test accuracy against OOD accuracy");
        setId("scatter-chart");
        setMinSize(180, 140);
        setPrefSize(420, 320);
    }

    @Override
    protected PointPicture<ScatterPoint> layout(List<ScatterPoint> points, double width, double height, Theme theme) {
        return new ScatterPicture(points, theme, textWidth(), width, height);
    }
}
