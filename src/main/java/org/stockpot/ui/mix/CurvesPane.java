package org.stockpot.ui.mix;

import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.settings.Curves;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/**
 * The depth curves that the user keeps: a line to keep the one of a strip under a name, and below it a line per curve to
 * rename or delete it. Layout and bindings only.
 */
final class CurvesPane extends VBox {
    private static final Texts TEXTS = Texts.of(CurvesPane.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final MixModel model;
    private final Presets presets;
    private final ComboBox<String> strips = new ComboBox<>();
    private final TextField name = new TextField();
    private final Button keep = new Button();
    private final Label problem = new Label();
    private final VBox rows = new VBox();
    private final ChangeListener<Curves> listener = (observable, before, now) -> show(now);

    CurvesPane(MixModel model, Presets presets, int ingredient) {
        this.model = model;
        this.presets = presets;
        getStyleClass().addAll("form", "curves-pane");
        var title = new Label(TEXTS.get("curves.title"));
        title.getStyleClass().add("panel-title");
        var help = new Label(TEXTS.get("curves.help"));
        help.setWrapText(true);
        help.setMinHeight(Region.USE_PREF_SIZE);
        help.getStyleClass().addAll("muted", "small-text");
        problem.setId("curves-problem");
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        rows.getStyleClass().add("form");
        var scroll = new ScrollPane(rows);
        scroll.getStyleClass().addAll("edge-to-edge", "curves-list");
        scroll.setFitToWidth(true);
        getChildren().addAll(title, help, strip(ingredient), keeping(), problem, scroll);
        // The pane is made anew whenever it is asked for; the model must not keep it.
        model.curves().curvesProperty().addListener(new WeakChangeListener<>(listener));
        show(model.curves().curves());
    }

    /** Shows the pane beside what asked for it. */
    static void open(Node owner, MixModel model, Presets presets, int ingredient) {
        var popOver = new PopOver(new CurvesPane(model, presets, ingredient));
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popOver.setAnimated(false);
        popOver.setDetachable(false);
        popOver.getRoot().getStylesheets().setAll(owner.getScene().getStylesheets());
        popOver.show(owner);
    }

    private Node strip(int ingredient) {
        strips.setId("curves-strip");
        strips.getStyleClass().add("small");
        strips.setMaxWidth(Double.MAX_VALUE);
        strips.setItems(FXCollections.observableArrayList(model.desk().strips().stream()
                .map(strip -> strip.source().name())
                .toList()));
        strips.getSelectionModel().select(ingredient);
        strips.setAccessibleText(TEXTS.get("curves.strip"));
        HBox.setHgrow(strips, Priority.ALWAYS);
        var label = new Label(TEXTS.get("curves.strip"));
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(strips);
        var row = new HBox(label, strips);
        row.getStyleClass().add("form-row");
        return row;
    }

    private Node keeping() {
        name.setId("curves-name");
        name.getStyleClass().add("small");
        name.setPromptText(TEXTS.get("curves.name"));
        name.setAccessibleText(TEXTS.get("curves.name"));
        name.textProperty().addListener((observable, before, now) -> showKeep());
        name.setOnAction(event -> keep());
        HBox.setHgrow(name, Priority.ALWAYS);
        keep.setId("curves-keep");
        keep.getStyleClass().addAll("small", "accent");
        keep.setMinWidth(Region.USE_PREF_SIZE);
        keep.setOnAction(event -> keep());
        var row = new HBox(name, new Explained(keep, TEXTS.get("curves.keep.help"), TEXTS.get("curves.keep.why")));
        row.getStyleClass().add("form-row");
        return row;
    }

    private void keep() {
        int ingredient = strips.getSelectionModel().getSelectedIndex();
        if (name.getText().isBlank() || ingredient < 0) {
            return;
        }
        Optional<String> obstacle = presets.keep(name.getText(), ingredient);
        problem.setText(obstacle.orElse(""));
        if (obstacle.isEmpty()) {
            name.clear();
        }
    }

    /** Says beforehand that a curve of that name would be lost. */
    private void showKeep() {
        boolean known = model.curves().curves().has(name.getText());
        keep.setText(TEXTS.get(known ? "curves.replace" : "curves.keep"));
        keep.setDisable(name.getText().isBlank());
    }

    private void show(Curves curves) {
        rows.getChildren().clear();
        if (curves.all().isEmpty()) {
            var none = new Label(TEXTS.get("curves.none"));
            none.setWrapText(true);
            none.getStyleClass().add("muted");
            rows.getChildren().add(none);
        }
        curves.all().forEach(one -> rows.getChildren().add(row(one.name())));
        showKeep();
    }

    private Node row(String kept) {
        String id = "curve-" + Ids.of(kept);
        var field = new TextField(kept);
        field.setId(id + "-name");
        field.getStyleClass().add("small");
        field.setAccessibleText(TEXTS.get("curves.rename", kept));
        field.setTooltip(new Tooltip(TEXTS.get("curves.rename", kept)));
        field.setOnAction(event -> rename(kept, field));
        field.focusedProperty().addListener((observable, before, now) -> {
            if (!now && field.getScene() != null) {
                rename(kept, field);
            }
        });
        HBox.setHgrow(field, Priority.ALWAYS);
        var delete = new Button(null, new FontIcon("mdi2d-delete-outline"));
        delete.setId(id + "-delete");
        delete.getStyleClass().addAll("flat", "small", "button-icon");
        delete.setAccessibleText(TEXTS.get("curves.delete", kept));
        delete.setTooltip(new Tooltip(TEXTS.get("curves.delete", kept)));
        delete.setOnAction(event -> model.curves().delete(kept));
        var row = new HBox(field, delete);
        row.getStyleClass().add("form-row");
        return row;
    }

    /** A name that cannot be stays there, marked and explained. */
    private void rename(String kept, TextField field) {
        String to = field.getText().strip();
        boolean taken = !to.equals(kept) && model.curves().curves().has(to);
        field.pseudoClassStateChanged(INVALID, taken || to.isEmpty());
        problem.setText(taken ? TEXTS.get("curves.taken", to) : to.isEmpty() ? TEXTS.get("curves.nameless", kept) : "");
        if (!taken && !to.isEmpty() && !to.equals(kept)) {
            model.curves().rename(kept, to);
        }
    }
}
