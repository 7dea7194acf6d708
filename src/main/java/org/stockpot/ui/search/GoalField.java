package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.search.Goal;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.Explained;

/** What a search maximises: the usual goals to choose from, or any other as text; floors; what it looks at. */
final class GoalField extends VBox {
    private static final Texts TEXTS = Texts.of(GoalField.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final BiFunction<String, Boolean, AimWords> aim;
    private final Runnable changed;
    private final ComboBox<String> goal = new ComboBox<>(FXCollections.observableArrayList(
            List.of(Goal.ACCURACY.text(), Goal.SHIFT_AWARE.text(), "shifted", Goal.NEGATIVE_CROSS_ENTROPY.text())));
    private final CheckBox insist = new CheckBox(TEXTS.get("objective.insist"));
    private final Label words = new Label();
    private final ComboBox<String> measure = new ComboBox<>(FXCollections.observableArrayList(
            List.of(Goal.ACCURACY.text(), "shifted", Goal.NEGATIVE_CROSS_ENTROPY.text())));
    private final TextField least = new TextField();
    private final Button add = new Button(TEXTS.get("floor.add"));

    /**
     * @param aim says what an objective looks at
     * @param changed runs after every change
     */
    GoalField(BiFunction<String, Boolean, AimWords> aim, Runnable changed) {
        this.aim = aim;
        this.changed = changed;
        getStyleClass().add("form");
        goal.setId("search-objective");
        goal.getStyleClass().add("small");
        goal.setEditable(true);
        goal.setCellFactory(list -> new GoalCell());
        goal.setMaxWidth(Double.MAX_VALUE);
        String help = TEXTS.get("objective.help");
        goal.setAccessibleText(TEXTS.get("objective"));
        goal.setAccessibleHelp(help);
        goal.setTooltip(new Tooltip(help));
        goal.getEditor().textProperty().addListener(observable -> entered());
        insist.setId("search-insist");
        insist.getStyleClass().add("small");
        insist.setWrapText(true);
        insist.setMinHeight(Region.USE_PREF_SIZE);
        insist.setTooltip(new Tooltip(TEXTS.get("objective.insist.help")));
        insist.selectedProperty().addListener(observable -> entered());
        words.setId("search-objective-words");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().addAll("muted", "small-text", "form-help");
        var label = new Label(TEXTS.get("objective"));
        label.getStyleClass().add("form-title");
        label.setLabelFor(goal);
        getChildren().addAll(label, goal, words, floors(), insist);
    }

    /** Shows a goal. */
    void choose(Goal chosen) {
        goal.setValue(chosen.text());
        goal.getEditor().setText(chosen.text());
    }

    /** As entered. */
    String text() {
        return goal.getEditor().getText();
    }

    boolean isInsisted() {
        return insist.isSelected();
    }

    /** Looks again, for the session has changed. */
    void refresh() {
        AimWords now = aim.apply(text(), isInsisted());
        goal.pseudoClassStateChanged(INVALID, !now.isValid());
        words.pseudoClassStateChanged(INVALID, !now.isValid());
        words.setText(now.words());
        words.setManaged(!now.words().isEmpty());
        words.setVisible(!now.words().isEmpty());
    }

    private void entered() {
        refresh();
        changed.run();
    }

    private Node floors() {
        var label = new Label(TEXTS.get("floor"));
        label.setMinWidth(Region.USE_PREF_SIZE);
        measure.setId("search-floor-measure");
        measure.getStyleClass().add("small");
        measure.setConverter(new Worded<>(GoalCell::measure));
        measure.setValue("shifted");
        measure.setMinWidth(0);
        measure.setMaxWidth(Double.MAX_VALUE);
        measure.setAccessibleText(TEXTS.get("floor.measure"));
        HBox.setHgrow(measure, Priority.ALWAYS);
        least.setId("search-floor-least");
        least.getStyleClass().add("small");
        least.setPromptText("70%");
        least.setPrefColumnCount(5);
        least.setMinWidth(Region.USE_PREF_SIZE);
        least.setAccessibleText(TEXTS.get("floor.least"));
        least.textProperty().addListener(observable -> judge());
        least.setOnAction(event -> addFloor());
        add.setId("search-floor-add");
        add.getStyleClass().add("small");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setOnAction(event -> addFloor());
        judge();
        var at = new Label("≥");
        at.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(
                label, measure, at, least, new Explained(add, TEXTS.get("floor.add.help"), TEXTS.get("floor.add.why")));
        row.getStyleClass().add("form-row");
        return row;
    }

    private void judge() {
        String text = least.getText().strip();
        boolean number = text.matches("-?\\d{1,6}([.,]\\d{1,6})?%?");
        least.pseudoClassStateChanged(INVALID, !text.isEmpty() && !number);
        add.setDisable(!number);
    }

    private void addFloor() {
        if (add.isDisabled()) {
            return;
        }
        try {
            Goal now = Goal.parse(text());
            Goal floor = Goal.parse(Goal.ACCURACY.text() + " where " + measure.getValue() + ">="
                    + least.getText().strip().replace(',', '.'));
            List<Goal.Floor> floors = new ArrayList<>(now.floors());
            floors.removeIf(one -> one.measure().equals(floor.floors().get(0).measure()));
            floors.addAll(floor.floors());
            choose(new Goal(now.terms(), floors));
            least.clear();
        } catch (StockpotException e) {
            words.pseudoClassStateChanged(INVALID, true);
            words.setText(e.getMessage());
        }
    }
}
