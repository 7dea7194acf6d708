package org.stockpot.ui.library;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** The library as a room: cards of all checkpoints, beside them the details of one. Layout and bindings only. */
public final class LibraryRoom extends StackPane {
    private static final Texts TEXTS = Texts.of(LibraryRoom.class);
    private static final KeyCombination PASTE = new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN);

    private final LibraryModel model;
    private final LibraryView.Commands commands;

    public LibraryRoom(
            LibraryModel model,
            DetailsModel details,
            Swatches swatches,
            ValueCharts charts,
            ObservableValue<Theme> theme,
            LibraryView.Commands commands) {
        this.model = model;
        this.commands = commands;
        setId("library-room");
        getStyleClass().add("library-room");
        var list = new SourceList(model, details, swatches, theme);
        VBox.setVgrow(list, Priority.ALWAYS);
        var cards = new VBox(bar(), list);
        cards.getStyleClass().addAll("panel", "library-cards");
        var split = new SplitPane(cards, new DetailsView(details, model, swatches, charts, theme));
        split.setId("library-split");
        split.setDividerPositions(0.42);
        SplitPane.setResizableWithParent(cards, false);
        Node empty = emptyState();
        ObservableValue<Boolean> nothing = model.shelfProperty().map(LibraryModel.Shelf::isEmpty);
        empty.visibleProperty().bind(nothing);
        split.visibleProperty().bind(Bindings.createBooleanBinding(() -> !nothing.getValue(), nothing));
        getChildren().addAll(split, empty);
        setOnKeyPressed(event -> {
            if (PASTE.match(event)) {
                paste();
                event.consume();
            }
        });
    }

    private Node bar() {
        var title = new Label(TEXTS.get("room.title"));
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var bar = new HBox(
                title,
                space,
                icon("library-room-paste", "mdi2c-content-paste", TEXTS.get("room.paste"), this::paste),
                icon("library-room-measure", "mdi2g-gauge", TEXTS.get("room.measure"), commands.measure()),
                icon("library-room-sort", "mdi2s-sort-descending", TEXTS.get("room.sort"), model::sortByAccuracy),
                icon("library-room-base", "mdi2p-pot-steam-outline", TEXTS.get("room.base"), commands.addBase()),
                icon("library-room-add", "mdi2p-plus", TEXTS.get("room.add"), commands.addCheckpoints()));
        bar.getStyleClass().add("panel-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    /** Takes in files that were copied, as files or as lines of text. */
    private void paste() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        List<Path> files = clipboard.hasFiles()
                ? clipboard.getFiles().stream().map(File::toPath).toList()
                : clipboard.hasString() ? PastedPaths.of(clipboard.getString()) : List.of();
        model.paste(files);
    }

    private Node emptyState() {
        Node box = EmptyLibrary.of("library-room-empty", TEXTS.get("room.empty"), commands);
        box.getStyleClass().add("panel");
        return box;
    }

    private static Button icon(String id, String icon, String help, Runnable action) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
        button.setOnAction(event -> action.run());
        return button;
    }
}
