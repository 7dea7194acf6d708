package org.stockpot.ui.chart;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyEvent;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Which classes are taken for which. Hover shows counts; the arrow keys go from cell to cell. */
public final class ConfusionChart extends ChartView {
    private static final Texts TEXTS = Texts.of(ConfusionChart.class);

    private final ObjectProperty<ConfusionData> data = new SimpleObjectProperty<>(this, "data", ConfusionData.EMPTY);
    private Optional<ConfusionPicture.Place> hovered = Optional.empty();

    public ConfusionChart(ObservableValue<Theme> theme) {
        super(theme, TEXTS.get("confusion.name"));
        setId("confusion-chart");
        setMinSize(180, 140);
        setPrefSize(520, 460);
        data.addListener((observable, before, now) -> hover(Optional.empty()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    public ObjectProperty<ConfusionData> dataProperty() {
        return data;
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return new ConfusionPicture(data.get(), theme, textWidth(), width, height).draw(hovered);
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

    private void key(KeyEvent event) {
        int last = data.get().classes().size() - 1;
        if (!event.getCode().isArrowKey() || last < 0) {
            return;
        }
        ConfusionPicture.Place from = hovered.orElse(new ConfusionPicture.Place(0, 0));
        int down = 0;
        int right = 0;
        switch (event.getCode()) {
            case UP -> down = -1;
            case DOWN -> down = 1;
            case LEFT -> right = -1;
            default -> right = 1;
        }
        hover(Optional.of(new ConfusionPicture.Place(
                Math.max(0, Math.min(last, from.from() + down)), Math.max(0, Math.min(last, from.to() + right)))));
        setAccessibleHelp(inPlace().explain(hovered.orElseThrow()));
        event.consume();
    }

    private void hover(Optional<ConfusionPicture.Place> place) {
        hovered = place;
        redraw();
    }

    private ConfusionPicture inPlace() {
        return new ConfusionPicture(data.get(), Theme.LIGHT, textWidth(), getWidth(), getHeight());
    }
}
