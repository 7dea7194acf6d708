package org.stockpot.ui.library;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.OodMean;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.state.SoloScores;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.DragOrder;
import org.stockpot.ui.theme.SwatchView;
import org.stockpot.ui.theme.Theme;
import org.stockpot.ui.theme.WrapBar;

/** One ingredient in the library: marker, name, accuracies, and what can be done with it. */
final class CardView extends HBox {
    private static final Texts TEXTS = Texts.of(CardView.class);
    private final LibraryModel model;
    private final int ingredient;
    private final Source source;
    private final WrapBar nameRow = new WrapBar();
    private final Label name = new Label();
    private final Label ood;
    private final FindingsMark mark;

    CardView(LibraryModel model, int ingredient, int swatch, ObservableValue<Theme> theme, DragOrder order) {
        this.model = model;
        this.ingredient = ingredient;
        this.source = model.shelf().ingredients().get(ingredient);
        String id = "ingredient-" + Ids.of(source.name());
        setId(id);
        getStyleClass().add("card");
        setAlignment(Pos.CENTER_LEFT);

        name.setId(id + "-name");
        name.setText(source.name());
        name.getStyleClass().add("card-name");
        name.setTooltip(new Tooltip(TEXTS.get("card.rename-help", source.path())));
        name.setMaxWidth(Double.MAX_VALUE);
        name.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                rename();
            }
        });
        ood = ood(id, source, model.shelf().scores());
        mark = new FindingsMark(id, model, source);
        name.setWrapText(true);
        HBox.setHgrow(name, Priority.ALWAYS);
        showName();
        var text = new VBox(nameRow, scores(id, source, model.shelf().scores()));
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        var menu = new MenuButton(null, new FontIcon("mdi2d-dots-vertical"));
        menu.setId(id + "-menu");
        menu.getStyleClass().addAll("flat", "small", "button-icon", "no-arrow");
        menu.setAccessibleText(TEXTS.get("card.menu", source.name()));
        menu.getItems().setAll(items(id));
        var context = new ContextMenu();
        context.getItems().setAll(items(id + "-context"));
        setOnContextMenuRequested(event -> context.show(this, event.getScreenX(), event.getScreenY()));
        getChildren().addAll(new SwatchView(theme, swatch), text, menu);
        order.on(this, () -> OptionalInt.of(ingredient));
    }

    /** The mean over the OOD sets, empty text if unknown; stands at the end of the name's line. */
    static Label ood(String id, Source source, SoloScores scores) {
        OptionalDouble mean = scores.of(source).map(OodMean::of).orElse(OptionalDouble.empty());
        var label = new Label(mean.isPresent() ? TEXTS.get("card.ood-short", one(mean.getAsDouble())) : "");
        label.setId(id + "-ood");
        label.getStyleClass().add("card-score");
        label.setMinWidth(Region.USE_PREF_SIZE);
        String sets = scores.of(source).orElse(List.of()).stream()
                .filter(one -> one.role() == Role.OOD)
                .map(one -> TEXTS.get("card.score-help", one.set(), one))
                .collect(Collectors.joining("\n"));
        label.setTooltip(new Tooltip(TEXTS.get("card.ood-help", sets)));
        return label;
    }

    /** Validation and test accuracy with half the width of their intervals, or that none is known. */
    static Node scores(String id, Source source, SoloScores scores) {
        Optional<List<Evaluation>> known = scores.of(source);
        var row = new FlowPane();
        row.getStyleClass().add("card-scores");
        if (known.isEmpty()) {
            var none = new Label(TEXTS.get("card.not-measured"));
            none.setId(id + "-scores");
            none.getStyleClass().addAll("muted", "card-score");
            row.getChildren().add(none);
            return row;
        }
        for (Role role : List.of(Role.VALIDATION, Role.TEST)) {
            scores.of(source, role).ifPresent(evaluation -> row.getChildren().add(score(id, role, evaluation)));
        }
        return row;
    }

    private static Label score(String id, Role role, Evaluation evaluation) {
        double half = (evaluation.interval().high() - evaluation.interval().low()) / 2;
        var label = new Label(TEXTS.get(
                role == Role.VALIDATION ? "card.validation-short" : "card.test-short",
                one(evaluation.accuracy()),
                one(half)));
        label.setId(id + "-" + role.id());
        label.getStyleClass().add("card-score");
        label.setTooltip(new Tooltip(TEXTS.get("card.score-help", evaluation.set(), evaluation)));
        return label;
    }

    private static String one(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private List<MenuItem> items(String id) {
        return List.of(
                item(id + "-rename", TEXTS.get("menu.rename"), "mdi2p-pencil-outline", this::rename),
                item(
                        id + "-base",
                        TEXTS.get("menu.make-base"),
                        "mdi2p-pot-steam-outline",
                        () -> model.makeBase(ingredient)),
                item(id + "-up", TEXTS.get("menu.up"), "mdi2a-arrow-up", () -> model.move(ingredient, ingredient - 1)),
                item(
                        id + "-down",
                        TEXTS.get("menu.down"),
                        "mdi2a-arrow-down",
                        () -> model.move(ingredient, ingredient + 1)),
                item(id + "-remove", TEXTS.get("menu.remove"), "mdi2d-delete-outline", () -> model.remove(ingredient)));
    }

    private static MenuItem item(String id, String text, String icon, Runnable action) {
        var item = new MenuItem(text, new FontIcon(icon));
        item.setId(id);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void showName() {
        nameRow.getChildren().setAll(name, ood, mark);
    }

    /** Replaces the name by a field until Enter, Escape or a click elsewhere. */
    private void rename() {
        var field = new TextField(source.name());
        field.setId(getId() + "-rename-field");
        field.getStyleClass().add("small");
        field.setAccessibleText(TEXTS.get("card.new-name", source.name()));
        HBox.setHgrow(field, Priority.ALWAYS);
        nameRow.getChildren().setAll(field);
        field.selectAll();
        field.requestFocus();
        field.setOnAction(event -> {
            if (model.rename(ingredient, field.getText())) {
                showName();
            }
        });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                showName();
                event.consume();
            }
        });
        field.focusedProperty().addListener((observable, before, now) -> {
            if (!now && nameRow.getChildren().contains(field)) {
                showName();
                model.rename(ingredient, field.getText());
            }
        });
    }

    /** The file's accuracies as one line, for people who do not see the card. */
    static String spoken(Source source, SoloScores scores) {
        return scores.of(source)
                .map(all -> TEXTS.get(
                        "card.spoken",
                        source.name(),
                        all.stream()
                                .map(one -> TEXTS.get("card.set", one.set(), Figures.accuracy(one)))
                                .collect(Collectors.joining(", "))))
                .orElseGet(() -> TEXTS.get("card.spoken-unmeasured", source.name()));
    }
}
