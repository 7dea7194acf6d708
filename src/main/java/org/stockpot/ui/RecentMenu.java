package org.stockpot.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.RecentModel;
import org.stockpot.ui.text.Texts;

/** Sessions that were worked on: a click opens one, small buttons keep it in the list or take it out. */
final class RecentMenu {
    private static final Texts TEXTS = Texts.of(RecentMenu.class);

    private final RecentModel model;
    private final Consumer<Path> open;
    private final Menu menu = new Menu(TEXTS.get("recent.menu"), new FontIcon("mdi2h-history"));

    /** @param open opens a session, after asking if need be */
    RecentMenu(RecentModel model, Consumer<Path> open) {
        this.model = model;
        this.open = open;
        menu.setId("menu-recent");
        menu.setOnShowing(event -> model.look());
        model.entriesProperty().addListener((observable, before, now) -> show(now));
        show(model.entriesProperty().get());
    }

    Menu menu() {
        return menu;
    }

    private void show(List<RecentModel.Entry> entries) {
        if (entries.isEmpty()) {
            var none = new MenuItem(TEXTS.get("recent.none"));
            none.setId("menu-recent-none");
            none.setDisable(true);
            menu.getItems().setAll(none);
            return;
        }
        menu.getItems().clear();
        for (int index = 0; index < entries.size(); index++) {
            menu.getItems().add(item(entries.get(index), index));
        }
    }

    private MenuItem item(RecentModel.Entry entry, int index) {
        var name = new Label(String.valueOf(entry.file().getFileName()));
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var folder = new Label(String.valueOf(entry.file().getParent()));
        folder.getStyleClass().addAll("muted", "small-text", "recent-folder");
        var row = new HBox(8, name, folder, pin(entry, index), remove(entry, index));
        row.getStyleClass().add("recent-row");
        var item = new CustomMenuItem(row, !entry.missing());
        item.setId("menu-recent-" + index);
        if (entry.missing()) {
            name.getStyleClass().add("recent-missing");
            name.setText(TEXTS.get("recent.missing", name.getText()));
        } else {
            item.setOnAction(event -> open.accept(entry.file()));
        }
        return item;
    }

    private Button pin(RecentModel.Entry entry, int index) {
        String words = TEXTS.get(
                entry.pinned() ? "recent.unpin" : "recent.pin",
                String.valueOf(entry.file().getFileName()));
        Button button = small(entry.pinned() ? "mdi2p-pin" : "mdi2p-pin-outline", words);
        button.setId("recent-pin-" + index);
        button.setOnAction(event -> model.pin(entry.file(), !entry.pinned()));
        return button;
    }

    private Button remove(RecentModel.Entry entry, int index) {
        Button button = small(
                "mdi2c-close",
                TEXTS.get("recent.remove", String.valueOf(entry.file().getFileName())));
        button.setId("recent-remove-" + index);
        button.setOnAction(event -> model.remove(entry.file()));
        return button;
    }

    private static Button small(String icon, String words) {
        var button = new Button(null, new FontIcon(icon));
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        return button;
    }
}
