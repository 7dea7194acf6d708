package org.stockpot.ui;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/** The keys of one command: press a new one, take one away, or have the usual ones back. */
final class KeyEditor extends VBox {
    private static final Texts TEXTS = Texts.of(KeyEditor.class);

    private final Actions actions;
    private final Keymap keymap;
    private final ObjectProperty<@Nullable Action> chosen = new SimpleObjectProperty<>();
    private final Label name = new Label();
    private final HBox has = new HBox(4);
    private final TextField field = new TextField();
    private final ReadOnlyStringWrapper chosenHelp = new ReadOnlyStringWrapper();
    private final Button reset = button("keys-reset", "keys.reset");
    private final Button resetAll = button("keys-reset-all", "keys.reset-all");
    private final Label said = new Label();
    private final Button take = button("keys-take", "keys.take");

    KeyEditor(Actions actions) {
        this.actions = actions;
        this.keymap = actions.keymap();
        setId("key-editor");
        getStyleClass().add("key-editor");
        name.setId("keys-chosen");
        name.getStyleClass().add("panel-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        has.setId("keys-has");
        has.setAlignment(Pos.CENTER_LEFT);
        field.setId("keys-field");
        field.getStyleClass().add("small");
        field.setEditable(false);
        field.setPromptText(TEXTS.get("keys.press"));
        field.setAccessibleText(TEXTS.get("keys.press"));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var row = new HBox(
                10,
                name,
                has,
                field,
                new Explained(reset, chosenHelp),
                space,
                new Explained(resetAll, TEXTS.get("keys.reset-all.help"), TEXTS.get("keys.all-are-usual")));
        row.setAlignment(Pos.CENTER_LEFT);
        said.setId("keys-said");
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        take.setVisible(false);
        var answer = new HBox(10, said, take);
        answer.setAlignment(Pos.CENTER_LEFT);
        answer.getStyleClass().add("key-answer");
        getChildren().addAll(row, answer);
        reset.setOnAction(event -> withChosen(action -> {
            keymap.reset(action.id());
            say("keys.is-usual", action.name());
        }));
        resetAll.setOnAction(event -> {
            keymap.resetAll();
            say("keys.all-usual");
        });
        keymap.keysProperty().addListener((observable, before, now) -> show());
        say("keys.choose");
        show();
    }

    /** Whose keys are changed; null at first. */
    ReadOnlyObjectProperty<@Nullable Action> chosenProperty() {
        return chosen;
    }

    /** Shows the keys of an action and waits for a new one. */
    void edit(Action action) {
        chosen.set(action);
        field.clear();
        say("keys.how", action.name());
        show();
        field.requestFocus();
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB) {
            return;
        }
        event.consume();
        KeyRules.pressed(event).ifPresent(key -> withChosen(action -> offer(action, key)));
    }

    private void offer(Action action, KeyCombination key) {
        field.setText(key.getDisplayText());
        Optional<String> refusal = KeyRules.refusal(key);
        Optional<Action> owner = keymap.owner(key).map(actions::get);
        if (refusal.isPresent()) {
            tell(refusal.get());
        } else if (owner.equals(Optional.of(action))) {
            say("keys.has-it", action.name(), key.getDisplayText());
        } else if (owner.isPresent()) {
            say("keys.conflict", key.getDisplayText(), owner.get().name());
            take.setVisible(true);
            take.setOnAction(event -> give(action, key));
        } else {
            give(action, key);
        }
    }

    private void give(Action action, KeyCombination key) {
        keymap.add(action.id(), key);
        say("keys.has-now", action.name(), key.getDisplayText());
        field.requestFocus();
    }

    private void show() {
        Optional<Action> action = Optional.ofNullable(chosen.get());
        name.setText(action.map(Action::name).orElse(""));
        has.getChildren().clear();
        action.ifPresent(one -> keymap.of(one.id())
                .forEach(key -> has.getChildren().addAll(KeyCap.of(key.getDisplayText()), remover(one, key))));
        field.setDisable(action.isEmpty());
        boolean usual = action.filter(one -> keymap.isUsual(one.id())).isPresent();
        reset.setDisable(action.isEmpty() || usual);
        chosenHelp.set(action.map(one -> TEXTS.get(usual ? "keys.are-usual" : "keys.reset.help", one.name()))
                .orElse(TEXTS.get("keys.choose")));
        resetAll.setDisable(keymap.isUsual());
    }

    private Node remover(Action action, KeyCombination key) {
        String words = TEXTS.get("keys.remove", key.getDisplayText());
        var remove = new Button(null, new FontIcon("mdi2c-close"));
        remove.setId("keys-remove-" + keymap.of(action.id()).indexOf(key));
        remove.getStyleClass().addAll("flat", "small", "button-icon");
        remove.setAccessibleText(words);
        remove.setTooltip(new Tooltip(words));
        remove.setOnAction(event -> {
            keymap.remove(action.id(), key);
            field.clear();
            say("keys.removed", action.name(), key.getDisplayText());
            field.requestFocus();
        });
        return remove;
    }

    private void say(String key, Object... values) {
        tell(TEXTS.get(key, values));
    }

    private void tell(String sentence) {
        said.setText(sentence);
        take.setVisible(false);
    }

    private void withChosen(Consumer<Action> change) {
        Action action = chosen.get();
        if (action != null) {
            change.accept(action);
        }
    }

    private static Button button(String id, String key) {
        var button = new Button(TEXTS.get(key));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
