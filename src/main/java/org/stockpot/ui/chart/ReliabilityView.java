package org.stockpot.ui.chart;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.stockpot.evaluate.Reliability;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Whether a model is right as often as it says. */
public final class ReliabilityView extends PointChart<Reliability.Bin> {
    private static final Texts TEXTS = Texts.of(ReliabilityView.class);

    public ReliabilityView(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("reliability.name"));
        setId("reliability-chart");
        setMinSize(180, 140);
        setPrefSize(460, 400);
    }

    @Override
    protected PointPicture<Reliability.Bin> layout(
            List<Reliability.Bin> bins, double width, double height, Theme theme) {
        return new ReliabilityPicture(
                bins, new Shown(framingProperty().get(), hiddenProperty().get()), theme, textWidth(), width, height);
    }
}
