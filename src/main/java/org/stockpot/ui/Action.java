package org.stockpot.ui;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Something the user can do, once: menus, toolbar, palette and the list of keys are made from it.
 *
 * @param id kebab-case; the menu item gets {@code menu-} before it, the button {@code action-}
 * @param topic its menu
 * @param section within the menu; a line stands between two of them
 * @param text what it is called
 * @param label on the menu, as it stands now
 * @param icon name of an ikonli icon
 * @param keys as the user has them; the first is the one that is shown
 * @param help what it does, as it stands now, or why it cannot be done now; the tooltip
 * @param disabled whether it cannot be done now
 */
record Action(
        String id,
        Topic topic,
        int section,
        String text,
        ObservableValue<String> label,
        String icon,
        ObservableValue<List<KeyCombination>> keys,
        ObservableValue<String> help,
        ObservableValue<Boolean> disabled,
        Runnable run) {

    /** One whose label is its text. */
    Action(
            String id,
            Topic topic,
            int section,
            String text,
            String icon,
            ObservableValue<List<KeyCombination>> keys,
            ObservableValue<String> help,
            ObservableValue<Boolean> disabled,
            Runnable run) {
        this(id, topic, section, text, new ReadOnlyStringWrapper(text), icon, keys, help, disabled, run);
    }

    /** Runs it unless it is disabled; true if it was run. */
    boolean perform() {
        if (disabled.getValue()) {
            return false;
        }
        run.run();
        return true;
    }

    /** The key for people, as this system writes it. */
    Optional<String> keyText() {
        return keys.getValue().stream().findFirst().map(KeyCombination::getDisplayText);
    }

    /** Its name without the dots that say that it asks something first. */
    String name() {
        return text.replace("…", "");
    }

    /** With the key it has now. */
    MenuItem item() {
        var item = new MenuItem(text, new FontIcon(icon));
        item.textProperty().bind(label);
        item.setId("menu-" + id);
        keys.getValue().stream().findFirst().ifPresent(item::setAccelerator);
        item.disableProperty().bind(disabled);
        item.setOnAction(event -> run.run());
        return item;
    }

    /** With an icon alone. */
    StackPane iconButton() {
        Button button = bare();
        button.setText(null);
        button.getStyleClass().addAll("button-icon");
        return explained(button);
    }

    /** With icon and text. */
    StackPane button() {
        Button button = bare();
        button.setMinWidth(Region.USE_PREF_SIZE);
        return explained(button);
    }

    private Button bare() {
        var button = new Button(name(), new FontIcon(icon));
        button.setId("action-" + id);
        button.getStyleClass().add("flat");
        button.setAccessibleText(text);
        button.accessibleHelpProperty().bind(help);
        button.disableProperty().bind(disabled);
        button.setOnAction(event -> run.run());
        return button;
    }

    /** A button that is disabled gets no mouse events, so its tooltip belongs to what is around it. */
    private StackPane explained(Button button) {
        var around = new StackPane(button);
        around.getStyleClass().add("action-holder");
        var tooltip = new Tooltip();
        tooltip.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> keyText()
                                .map(key -> help.getValue() + "  (" + key + ")")
                                .orElse(help.getValue()),
                        help,
                        keys));
        Tooltip.install(around, tooltip);
        return around;
    }
}
