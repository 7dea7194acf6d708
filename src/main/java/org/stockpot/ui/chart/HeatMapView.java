package org.stockpot.ui.chart;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.chart.HeatMapData.Measure;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.Theme;

/**
 * Weight differences, ingredient × layer group, with a switch between distance and agreement. Hover shows all numbers;
 * a click or Enter picks a cell, the arrow keys move the selection.
 */
public final class HeatMapView extends VBox {
    private final ObjectProperty<HeatMapData> data = new SimpleObjectProperty<>(this, "data", HeatMapData.EMPTY);
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(this, "measure", Measure.RELATIVE_L2);
    private final ObjectProperty<Optional<Place>> selected =
            new SimpleObjectProperty<>(this, "selected", Optional.empty());
    private final Map map;
    private Consumer<Place> onPicked = place -> {};

    public HeatMapView(ObservableValue<Theme> theme) {
        getStyleClass().add("heat-map");
        setId("heat-map");
        var choice = new ChoiceBox<Measure>();
        choice.setId("heat-map-measure");
        choice.getItems().setAll(Measure.values());
        choice.valueProperty().bindBidirectional(measure);
        var caption = new Label("Weights:");
        caption.setLabelFor(choice);
        var bar = new HBox(caption, choice);
        bar.getStyleClass().add("plot-bar");

        map = new Map(theme);
        map.setId("heat-map-cells");
        setVgrow(map, Priority.ALWAYS);
        getChildren().addAll(bar, map);
        data.addListener((observable, before, now) -> map.redraw());
        measure.addListener((observable, before, now) -> map.redraw());
        selected.addListener((observable, before, now) -> map.redraw());
    }

    public ObjectProperty<HeatMapData> dataProperty() {
        return data;
    }

    public ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    public ObjectProperty<Optional<Place>> selectedProperty() {
        return selected;
    }

    /** Called when the user picks a cell, after the selection changed. */
    public void setOnPicked(Consumer<Place> action) {
        onPicked = action;
    }

    /** The map itself, for exports. */
    public Picture picture() {
        return map.picture();
    }

    private void pick(Place place) {
        selected.set(Optional.of(place));
        onPicked.accept(place);
    }

    private final class Map extends ChartView {
        private Optional<Place> hovered = Optional.empty();

        Map(ObservableValue<Theme> theme) {
            super(theme, "Heat map of weight differences");
            setMinSize(180, 90);
            setPrefSize(600, 260);
            setOnKeyPressed(event -> {
                if (event.getCode().isArrowKey() && !data.get().isEmpty()) {
                    selected.set(Optional.of(moved(event.getCode())));
                    event.consume();
                } else if (event.getCode() == KeyCode.ENTER) {
                    selected.get().ifPresent(HeatMapView.this::pick);
                    event.consume();
                }
            });
        }

        @Override
        protected Picture picture(double width, double height, Theme theme) {
            return layout(width, height, theme).draw(selected.get(), hovered);
        }

        @Override
        protected Optional<String> explain(double x, double y) {
            HeatMapPicture layout = layout(getWidth(), getHeight(), Theme.LIGHT);
            Optional<Place> place = layout.at(x, y);
            hover(place);
            return place.map(layout::explain);
        }

        @Override
        protected Optional<Table> table() {
            return HeatMapTable.of(data.get());
        }

        @Override
        protected void left() {
            hover(Optional.empty());
        }

        @Override
        protected void clicked(double x, double y) {
            layout(getWidth(), getHeight(), Theme.LIGHT).at(x, y).ifPresent(HeatMapView.this::pick);
        }

        private void hover(Optional<Place> place) {
            if (!place.equals(hovered)) {
                hovered = place;
                redraw();
            }
        }

        private HeatMapPicture layout(double width, double height, Theme theme) {
            return new HeatMapPicture(data.get(), measure.get(), theme, textWidth(), width, height);
        }

        private Place moved(KeyCode key) {
            Place from = selected.get().orElse(new Place(0, 0));
            int ingredient = from.ingredient() + (key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0);
            int group = from.group() + (key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0);
            return new Place(
                    Math.max(0, Math.min(data.get().ingredients().size() - 1, ingredient)),
                    Math.max(0, Math.min(data.get().groups().size() - 1, group)));
        }
    }
}
