package org.stockpot.ui.chart;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Validation accuracy along straight lines between models; where one dips, the two models do not mix. */
public final class BarrierChart extends PointChart<LinePoint> {
    private static final Texts TEXTS = Texts.of(BarrierChart.class);

    public BarrierChart(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("barrier.name"));
        setId("barrier-chart");
        setMinSize(180, 130);
        setPrefSize(420, 190);
    }

    /** Shows lines in place of those before. */
    public void show(List<LineData> lines) {
        pointsProperty()
                .set(lines.stream()
                        .flatMap(line -> line.points().stream().map(point -> new LinePoint(line, point)))
                        .toList());
    }

    @Override
    protected boolean canBeLogarithmic() {
        return true;
    }

    @Override
    protected PointPicture<LinePoint> layout(List<LinePoint> points, double width, double height, Theme theme) {
        return new BarrierPicture(
                points, new Shown(framingProperty().get(), hiddenProperty().get()), theme, textWidth(), width, height);
    }
}
