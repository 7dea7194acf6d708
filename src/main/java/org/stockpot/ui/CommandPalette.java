package org.stockpot.ui;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;

/** Every action by a few letters of its name. Enter runs it; one that cannot be done now says why. */
final class CommandPalette extends VBox {
    private static final Texts TEXTS = Texts.of(CommandPalette.class);
    private static final int BESIDE_THE_NAME = -20;

    private final Actions actions;
    private final Runnable close;
    private final TextField field = new TextField();
    private final ObservableList<Action> fitting = FXCollections.observableArrayList();
    private final ListView<Action> list = new ListView<>(fitting);

    /** @param close hides this, before the action is run */
    CommandPalette(Actions actions, Runnable close) {
        this.actions = actions;
        this.close = close;
        setId("palette");
        getStyleClass().add("palette");
        field.setId("palette-field");
        field.setPromptText(TEXTS.get("palette.prompt"));
        field.setAccessibleText(TEXTS.get("palette.prompt"));
        field.textProperty().addListener((observable, before, typed) -> filter(typed));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setId("palette-list");
        list.setAccessibleText(TEXTS.get("palette.list"));
        list.setPlaceholder(new Label(TEXTS.get("palette.none")));
        list.setCellFactory(view -> new Cell());
        list.setFocusTraversable(false);
        list.setOnMouseClicked(event -> run());
        getChildren().addAll(field, list);
    }

    /** Where typing goes. */
    TextField field() {
        return field;
    }

    /** Forgets what was typed. */
    void reset() {
        field.clear();
        filter("");
    }

    private void key(KeyEvent event) {
        int step = step(event.getCode());
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            run();
        } else if (step != 0 && !fitting.isEmpty()) {
            event.consume();
            int chosen = list.getSelectionModel().getSelectedIndex() + step;
            list.getSelectionModel().select(Math.floorMod(chosen, fitting.size()));
            list.scrollTo(list.getSelectionModel().getSelectedIndex());
        }
    }

    private static int step(KeyCode code) {
        return code == KeyCode.DOWN ? 1 : code == KeyCode.UP ? -1 : 0;
    }

    private void run() {
        Action chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null && !chosen.disabled().getValue()) {
            close.run();
            chosen.perform();
        }
    }

    private void filter(String typed) {
        record Fit(Action action, int score) {}
        List<Action> best = actions.all().stream()
                .filter(action -> !"palette".equals(action.id()))
                .flatMap(action -> score(typed, action).stream().mapToObj(score -> new Fit(action, score)))
                .sorted(Comparator.comparingInt(Fit::score).reversed())
                .map(Fit::action)
                .toList();
        fitting.setAll(best);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    /** By its name, else by what it does. */
    private static OptionalInt score(String typed, Action action) {
        OptionalInt name = Fuzzy.fit(typed, action.text());
        OptionalInt help = Fuzzy.fit(typed, action.help().getValue());
        return IntStream.concat(name.stream(), help.stream().map(fit -> fit + BESIDE_THE_NAME))
                .max();
    }

    private static final class Cell extends ListCell<Action> {
        @Override
        protected void updateItem(Action action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                setText(null);
                return;
            }
            boolean disabled = action.disabled().getValue();
            var name = new Label(action.name(), new FontIcon(action.icon()));
            name.setMinWidth(Region.USE_PREF_SIZE);
            var help = new Label(action.help().getValue());
            help.getStyleClass().addAll("muted", "small-text");
            HBox.setHgrow(help, Priority.ALWAYS);
            help.setMaxWidth(Double.MAX_VALUE);
            var row = new HBox(10, name, help);
            row.setAlignment(Pos.CENTER_LEFT);
            action.keyText().ifPresent(key -> row.getChildren().add(KeyCap.of(key)));
            name.setDisable(disabled);
            setGraphic(row);
            setPrefWidth(0);
        }
    }
}
