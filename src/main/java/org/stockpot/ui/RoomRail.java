package org.stockpot.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rail of rooms. A room is made when it is first entered; only the one that is entered is part of the scene. */
final class RoomRail extends VBox {
    private final List<Room> rooms;
    private final Map<String, Node> made = new HashMap<>();
    private final Map<String, ToggleButton> buttons = new HashMap<>();
    private final ToggleGroup group = new ToggleGroup();
    private final StackPane current = new StackPane();
    private final ReadOnlyStringWrapper entered = new ReadOnlyStringWrapper("");

    /** @param all in the order of the rail; the first is entered */
    RoomRail(List<Room> all) {
        setId("rooms");
        getStyleClass().add("room-rail");
        current.getStyleClass().add("room");
        current.setMinSize(0, 0);
        rooms = List.copyOf(all);
        rooms.forEach(this::add);
        show(all.get(0).id());
    }

    /** Every room, in the order of the rail. */
    List<Room> rooms() {
        return rooms;
    }

    /** Where the room that is entered is shown. */
    Node current() {
        return current;
    }

    /** The id of the room that is entered. */
    ReadOnlyStringProperty enteredProperty() {
        return entered.getReadOnlyProperty();
    }

    /** Enters a room. */
    void show(String id) {
        Room room = rooms.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no room is called " + id));
        group.selectToggle(buttons.get(id));
        if (!id.equals(entered.get())) {
            current.getChildren()
                    .setAll(made.computeIfAbsent(id, key -> room.content().get()));
            entered.set(id);
        }
    }

    private void add(Room room) {
        var button = new ToggleButton(room.name(), new FontIcon(room.icon()));
        button.setId("room-" + room.id());
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(group);
        button.setOnAction(event -> show(room.id()));
        buttons.put(room.id(), button);
        getChildren().add(button);
    }
}
