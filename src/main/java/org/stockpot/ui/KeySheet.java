package org.stockpot.ui;

import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;

/** All keys of the window on one page; below them those of the chosen command, to be changed. */
final class KeySheet extends VBox {
    private static final Texts TEXTS = Texts.of(KeySheet.class);
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final KeyEditor editor;
    private final Button close = new Button(null, new FontIcon("mdi2c-close"));

    /** @param hide closes it */
    KeySheet(Actions actions, Runnable hide) {
        this.editor = new KeyEditor(actions);
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
            if (!actions.of(topic).isEmpty()) {
                columns.getChildren().add(section(topic, actions));
            }
        }
        var scroll = new ScrollPane(columns);
        scroll.setFitToHeight(true);
        scroll.setId("key-sheet-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(new HBox(title, space, close), scroll, editor);
    }

    /** What gets the keyboard. */
    Node first() {
        return close;
    }

    private Node section(Topic topic, Actions actions) {
        var title = new Label(TEXTS.get("menu." + topic.id()));
        title.getStyleClass().add("panel-title");
        var section = new VBox(title);
        section.getStyleClass().add("key-section");
        actions.of(topic).forEach(action -> section.getChildren().add(row(action)));
        return section;
    }

    private Node row(Action action) {
        var name = new Label(action.name());
        name.setMinWidth(Region.USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label cap = KeyCap.of("");
        cap.textProperty()
                .bind(action.keys()
                        .map(keys -> keys.stream()
                                .map(KeyCombination::getDisplayText)
                                .collect(Collectors.joining(", "))));
        cap.visibleProperty().bind(cap.textProperty().isNotEmpty());
        var content = new HBox(name, space, cap);
        content.setAlignment(Pos.CENTER_LEFT);
        var row = new Button(null, content);
        row.setId("key-row-" + action.id());
        row.getStyleClass().addAll("flat", "key-row");
        row.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(row.widthProperty().subtract(12));
        row.accessibleTextProperty().bind(cap.textProperty().map(keys -> action.name() + " " + keys));
        row.setOnAction(event -> editor.edit(action));
        editor.chosenProperty()
                .addListener((observable, before, now) -> row.pseudoClassStateChanged(CHOSEN, action.equals(now)));
        return row;
    }
}
