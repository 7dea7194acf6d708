package org.stockpot.ui;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;

/** All keys of the window on one page. */
final class KeySheet extends VBox {
    private static final Texts TEXTS = Texts.of(KeySheet.class);

    private final Button close = new Button(null, new FontIcon("mdi2c-close"));

    /** @param hide closes it */
    KeySheet(Actions actions, Runnable hide) {
        setId("key-sheet");
        getStyleClass().add("key-sheet");
        var title = new Label(TEXTS.get("keys.title"));
        title.getStyleClass().add("overlay-title");
        close.setId("key-sheet-close");
        close.getStyleClass().addAll("flat", "button-icon");
        close.setAccessibleText(TEXTS.get("overlay.close"));
        close.setOnAction(event -> hide.run());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var columns = new FlowPane(Orientation.VERTICAL);
        columns.getStyleClass().add("key-columns");
        for (Topic topic : Topic.values()) {
            List<Action> keyed = actions.of(topic).stream()
                    .filter(action -> !action.keys().isEmpty())
                    .toList();
            if (!keyed.isEmpty()) {
                columns.getChildren().add(section(topic, keyed));
            }
        }
        var scroll = new ScrollPane(columns);
        scroll.setFitToHeight(true);
        scroll.setId("key-sheet-scroll");
        scroll.setFocusTraversable(false);
        getChildren().addAll(new HBox(title, space, close), scroll);
    }

    /** What gets the keyboard. */
    Node first() {
        return close;
    }

    private static Node section(Topic topic, List<Action> actions) {
        var grid = new GridPane();
        grid.getStyleClass().add("key-grid");
        var names = new ColumnConstraints();
        var keys = new ColumnConstraints();
        keys.setHalignment(HPos.RIGHT);
        keys.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, keys);
        for (int row = 0; row < actions.size(); row++) {
            Action action = actions.get(row);
            String shown = action.keys().stream()
                    .map(key -> KeyCombination.valueOf(key).getDisplayText())
                    .collect(Collectors.joining(", "));
            grid.addRow(row, new Label(action.text().replace("…", "")), KeyCap.of(shown));
        }
        var title = new Label(TEXTS.get("menu." + topic.id()));
        title.getStyleClass().add("panel-title");
        return new VBox(6, title, grid);
    }
}
