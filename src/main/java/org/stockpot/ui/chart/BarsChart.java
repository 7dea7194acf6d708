package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Accuracy per class for several models. */
public final class BarsChart extends PointChart<BarPoint> {
    private static final Texts TEXTS = Texts.of(BarsChart.class);

    public BarsChart(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("bars.name"));
        setId("bars-chart");
        setMinSize(180, 130);
        setPrefSize(520, 320);
    }

    /**
     * Shows classes in place of those before.
     *
     * @param models names, in the order of the bars of each group
     */
    public void show(List<String> models, List<BarGroup> groups) {
        List<BarPoint> points = new ArrayList<>();
        for (BarGroup group : groups) {
            for (int model = 0; model < models.size(); model++) {
                points.add(new BarPoint(group, model, models.get(model)));
            }
        }
        pointsProperty().set(List.copyOf(points));
    }

    @Override
    protected PointPicture<BarPoint> layout(List<BarPoint> points, double width, double height, Theme theme) {
        return new BarsPicture(
                points, new Shown(framingProperty().get(), hiddenProperty().get()), theme, textWidth(), width, height);
    }
}
