package org.stockpot.ui.data;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** How images are prepared for the network, and choosing another way. Layout and bindings only. */
final class PreparationPane extends VBox {
    private static final Texts TEXTS = Texts.of(PreparationPane.class);
    private static final Advice ADVICE = Advice.shown();

    private final PreparationModel model;

    PreparationPane(PreparationModel model) {
        this.model = model;
        setId("data-preparation");
        getStyleClass().add("form");
        getChildren().addAll(images(), choice(), preview());
        visibleProperty().bind(model.openedProperty().map(Optional::isPresent));
        managedProperty().bind(visibleProperty());
    }

    /** How images are prepared now, and all else that is known about the network where one looks closer. */
    private Node images() {
        var images = new Label();
        images.setId("data-images");
        images.getStyleClass().addAll("muted", "small-text");
        images.setWrapText(true);
        images.setMinHeight(Region.USE_PREF_SIZE);
        images.textProperty()
                .bind(model.openedProperty()
                        .map(known -> known.map(open ->
                                        TEXTS.get("images.now", open.network().images()))
                                .orElse("")));
        var tooltip = new Tooltip();
        tooltip.textProperty()
                .bind(model.openedProperty()
                        .map(known -> known.map(open -> ADVICE.of(
                                                open.network().headline(),
                                                open.network().hints()) + "\n"
                                        + String.join("\n", open.network().details()))
                                .orElse("")));
        images.setTooltip(tooltip);
        return images;
    }

    private Node choice() {
        var choices = new ComboBox<PreparationModel.Choice>();
        choices.setId("data-preset");
        choices.getStyleClass().add("small");
        choices.setAccessibleText(TEXTS.get("images.choice"));
        choices.setTooltip(new Tooltip(TEXTS.get("images.choice")));
        choices.setMaxWidth(Double.MAX_VALUE);
        choices.setMinWidth(60);
        HBox.setHgrow(choices, Priority.ALWAYS);
        choices.setConverter(new Worded<>(one -> TEXTS.get("images.preset." + one.id())));
        choices.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.choiceProperty().set(now);
            }
        });
        Runnable follow = () -> {
            PreparationModel.Choice chosen = model.choiceProperty().get();
            if (!choices.getItems().equals(model.choicesProperty().get())) {
                choices.getItems().setAll(model.choicesProperty().get());
            }
            choices.setValue(chosen);
        };
        model.choicesProperty().addListener((observable, before, now) -> follow.run());
        model.choiceProperty().addListener((observable, before, now) -> follow.run());
        follow.run();
        var use = new Button(TEXTS.get("images.use"));
        use.setId("data-preset-use");
        use.getStyleClass().add("small");
        use.setMinWidth(Region.USE_PREF_SIZE);
        use.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !model.isNews(), model.choiceProperty(), model.openedProperty()));
        use.setOnAction(event -> model.use());
        var why = new HBox(use);
        var reason = new Tooltip();
        reason.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> TEXTS.get(model.isNews() ? "images.use.hint" : "images.use.why"),
                        model.choiceProperty(),
                        model.openedProperty()));
        Tooltip.install(why, reason);
        var row = new HBox(choices, why);
        row.getStyleClass().add("form-row");
        return row;
    }

    private Node preview() {
        var words = new Label();
        words.setId("data-preset-words");
        words.getStyleClass().addAll("small-text");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.isNews()
                                ? model.words(model.choiceProperty().get())
                                        .map(one -> TEXTS.get("images.would", one))
                                        .orElse(TEXTS.get("images.would.guess"))
                                : "",
                        model.choiceProperty(),
                        model.openedProperty()));
        words.visibleProperty().bind(words.textProperty().isNotEmpty());
        words.managedProperty().bind(words.visibleProperty());
        return words;
    }
}
