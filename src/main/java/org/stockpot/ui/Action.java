package org.stockpot.ui;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Something the user can do, once: menus and toolbar are made from it.
 *
 * @param id kebab-case; the menu item gets {@code menu-} before it, the button {@code action-}
 * @param text on the menu
 * @param icon name of an ikonli icon
 * @param key such as {@code Shortcut+S}
 * @param help what it does, as it stands now; the tooltip
 * @param disabled whether it cannot be done now
 */
record Action(
        String id,
        String text,
        String icon,
        Optional<String> key,
        ObservableValue<String> help,
        ObservableValue<Boolean> disabled,
        Runnable run) {
    MenuItem item() {
        var item = new MenuItem(text, new FontIcon(icon));
        item.setId("menu-" + id);
        key.ifPresent(keys -> item.setAccelerator(KeyCombination.valueOf(keys)));
        item.disableProperty().bind(disabled);
        item.setOnAction(event -> run.run());
        return item;
    }

    /** With an icon alone. */
    Button iconButton() {
        Button button = button();
        button.setText(null);
        button.getStyleClass().addAll("button-icon");
        return button;
    }

    /** With icon and text. */
    Button button() {
        var button = new Button(text.replace("…", ""), new FontIcon(icon));
        button.setId("action-" + id);
        button.getStyleClass().add("flat");
        button.setAccessibleText(text);
        var tooltip = new Tooltip();
        tooltip.textProperty()
                .bind(help.map(words ->
                        key.map(keys -> words + "  (" + readable(keys) + ")").orElse(words)));
        button.setTooltip(tooltip);
        button.disableProperty().bind(disabled);
        button.setOnAction(event -> run.run());
        return button;
    }

    private static String readable(String keys) {
        return KeyCombination.valueOf(keys).getDisplayText();
    }
}
