package org.stockpot.ui.chart;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Which classes are taken for which. Hover shows counts; the arrow keys go from cell to cell, and what is shown
 * follows. */
public final class ConfusionChart extends ZoomableChart {
    private static final Texts TEXTS = Texts.of(ConfusionChart.class);

    private final ObjectProperty<ConfusionData> data = new SimpleObjectProperty<>(this, "data", ConfusionData.EMPTY);
    private Optional<ConfusionPicture.Place> hovered = Optional.empty();

    public ConfusionChart(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("confusion.name"));
        setId("confusion-chart");
        setMinSize(180, 140);
        setPrefSize(520, 460);
        data.addListener((observable, before, now) -> {
            hover(Optional.empty());
            if (!before.classes().equals(now.classes())) {
                fit();
            }
        });
    }

    public ObjectProperty<ConfusionData> dataProperty() {
        return data;
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return layout(theme, width, height).draw(hovered);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        ConfusionPicture layout = inPlace();
        hover(layout.at(x, y));
        return hovered.map(layout::explain);
    }

    @Override
    protected Optional<Table> table() {
        return inPlace().table();
    }

    @Override
    protected void left() {
        hover(Optional.empty());
    }

    @Override
    Optional<GridArea> area() {
        return data.get().classes().isEmpty()
                ? Optional.empty()
                : Optional.of(inPlace().grid());
    }

    @Override
    void arrow(int right, int up) {
        int last = data.get().classes().size() - 1;
        ConfusionPicture.Place from = hovered.orElse(new ConfusionPicture.Place(0, 0));
        var next = new ConfusionPicture.Place(
                Math.max(0, Math.min(last, from.from() - up)), Math.max(0, Math.min(last, from.to() + right)));
        hover(Optional.of(next));
        framingProperty().set(inPlace().grid().following(next.from(), next.to()));
        setAccessibleHelp(inPlace().explain(next));
    }

    private void hover(Optional<ConfusionPicture.Place> place) {
        hovered = place;
        redraw();
    }

    private ConfusionPicture inPlace() {
        return layout(Theme.LIGHT, someWidth(), someHeight());
    }

    private ConfusionPicture layout(Theme theme, double width, double height) {
        return new ConfusionPicture(data.get(), framingProperty().get(), theme, textWidth(), width, height);
    }
}
