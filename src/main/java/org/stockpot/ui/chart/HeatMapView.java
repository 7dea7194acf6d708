package org.stockpot.ui.chart;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.Theme;

/**
 * A heat map. Hover explains a cell; a click or the space bar picks one, the arrow keys move the selection, and what is
 * shown follows. A click on a
 * column's name, or Enter, opens that column.
 */
public final class HeatMapView extends ZoomableChart {
    private final ObjectProperty<HeatMapData> data = new SimpleObjectProperty<>(this, "data", HeatMapData.nothing(""));
    private final ObjectProperty<Optional<Place>> selected =
            new SimpleObjectProperty<>(this, "selected", Optional.empty());
    private final String name;
    private Optional<Place> hovered = Optional.empty();
    private OptionalInt lit = OptionalInt.empty();
    private Consumer<Place> onPicked = place -> {};
    private Optional<IntConsumer> onOpened = Optional.empty();
    private Function<Place, String> explaining = place -> "";

    /** @param name what it shows, for people who do not see it */
    public HeatMapView(ObservableValue<Theme> theme, String name) {
        super(theme, name);
        this.name = name;
        getStyleClass().add("heat-map");
        setMinSize(180, 90);
        setPrefSize(600, 260);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        data.addListener((observable, before, now) -> {
            hovered = Optional.empty();
            lit = OptionalInt.empty();
            if (!sameNames(before, now)) {
                fit();
            }
            changed();
        });
        selected.addListener((observable, before, now) -> changed());
    }

    public ObjectProperty<HeatMapData> dataProperty() {
        return data;
    }

    public ObjectProperty<Optional<Place>> selectedProperty() {
        return selected;
    }

    /** Called when the user picks a cell, after the selection changed. */
    public void setOnPicked(Consumer<Place> action) {
        onPicked = action;
    }

    /** Called with the column when the user opens one; without this, names cannot be clicked. */
    public void setOnOpened(IntConsumer action) {
        onOpened = Optional.of(action);
    }

    /** What is said about a cell when the mouse is over it or the keyboard selects it. */
    public void setExplaining(Function<Place, String> words) {
        explaining = words;
    }

    @Override
    protected Optional<Table> table() {
        return layout(someWidth(), someHeight(), Theme.LIGHT).table();
    }

    @Override
    protected Picture picture(double width, double height, Theme theme) {
        return layout(width, height, theme).draw(selected.get(), hovered, lit);
    }

    @Override
    protected Optional<String> explain(double x, double y) {
        HeatMapPicture layout = layout(someWidth(), someHeight(), Theme.LIGHT);
        Optional<Place> place = layout.at(x, y);
        OptionalInt column = layout.columnAt(x, y);
        hover(place, column);
        if (column.isPresent()) {
            return Optional.of(data.get().columns().get(column.getAsInt()));
        }
        return place.map(explaining);
    }

    @Override
    protected void left() {
        hover(Optional.empty(), OptionalInt.empty());
    }

    @Override
    protected void clicked(double x, double y) {
        HeatMapPicture layout = layout(someWidth(), someHeight(), Theme.LIGHT);
        layout.at(x, y).ifPresent(this::pick);
        layout.columnAt(x, y).ifPresent(column -> onOpened.ifPresent(action -> action.accept(column)));
    }

    private void pressed(KeyEvent event) {
        if (data.get().isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.SPACE) {
            selected.get().filter(data.get()::has).ifPresent(this::pick);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            selected.get()
                    .filter(data.get()::has)
                    .ifPresent(place -> onOpened.ifPresent(action -> action.accept(place.column())));
            event.consume();
        }
    }

    @Override
    Optional<GridArea> area() {
        return data.get().isEmpty()
                ? Optional.empty()
                : Optional.of(layout(someWidth(), someHeight(), Theme.LIGHT).grid());
    }

    @Override
    void arrow(int right, int up) {
        Place from = selected.get().filter(data.get()::has).orElse(new Place(0, 0));
        var next = new Place(
                Math.max(0, Math.min(data.get().rows().size() - 1, from.row() - up)),
                Math.max(0, Math.min(data.get().columns().size() - 1, from.column() + right)));
        selected.set(Optional.of(next));
        area().ifPresent(grid -> framingProperty().set(grid.following(next.row(), next.column())));
    }

    /** Another order of the same things is no reason to show everything again. */
    private static boolean sameNames(HeatMapData one, HeatMapData other) {
        return Set.copyOf(one.rows()).equals(Set.copyOf(other.rows()))
                && Set.copyOf(one.columns()).equals(Set.copyOf(other.columns()));
    }

    private void pick(Place place) {
        selected.set(Optional.of(place));
        onPicked.accept(place);
    }

    private void hover(Optional<Place> place, OptionalInt column) {
        if (!place.equals(hovered) || !column.equals(lit)) {
            hovered = place;
            lit = column;
            setCursor(column.isPresent() && onOpened.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
            redraw();
        }
    }

    private void changed() {
        setAccessibleText(selected.get()
                .filter(data.get()::has)
                .map(place -> name + ": " + explaining.apply(place))
                .orElse(name));
        redraw();
    }

    private HeatMapPicture layout(double width, double height, Theme theme) {
        return new HeatMapPicture(data.get(), framingProperty().get(), theme, textWidth(), width, height);
    }
}
