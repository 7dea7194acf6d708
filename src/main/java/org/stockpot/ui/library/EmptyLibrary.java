package org.stockpot.ui.library;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;

/** What stands where no checkpoint is yet: what belongs there, and two ways to begin. */
final class EmptyLibrary {
    private static final Texts TEXTS = Texts.of(EmptyLibrary.class);

    private EmptyLibrary() {}

    /**
     * Makes it.
     *
     * @param id of the whole; its buttons get {@code -add} and {@code -demo} behind it
     */
    static Node of(String id, String words, LibraryView.Commands commands) {
        var icon = new FontIcon("mdi2p-pot-mix-outline");
        icon.getStyleClass().add("empty-icon");
        var text = new Label(words);
        text.setWrapText(true);
        text.getStyleClass().add("empty-state");
        var add = new Button(TEXTS.get("library.add"));
        add.setId(id + "-add");
        add.getStyleClass().add("accent");
        add.setOnAction(event -> commands.addCheckpoints().run());
        var demo = new Button(TEXTS.get("library.demo"));
        demo.setId(id + "-demo");
        demo.setOnAction(event -> commands.openDemo().run());
        for (Button one : List.of(add, demo)) {
            one.setWrapText(true);
            one.setMinHeight(Region.USE_PREF_SIZE);
        }
        var box = new VBox(icon, text, add, demo);
        box.setId(id);
        box.getStyleClass().add("empty-box");
        box.setAlignment(Pos.CENTER);
        return box;
    }
}
