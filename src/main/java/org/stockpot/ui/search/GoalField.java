package org.stockpot.ui.search;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.stockpot.search.Goal;
import org.stockpot.tensor.StockpotException;

/** What a search maximises: the usual goals to choose from, or any other as text. */
final class GoalField extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String HELP = """
            What the search maximises, on validation images and shifted copies of them.
            Measures: accuracy, negative-cross-entropy, shifted(blur:3,sketch:5).
            Sums: 0.5*accuracy+0.5*shifted. Floors: accuracy where shifted>=0.7.
            Without a list, shifted takes three shifts that make no OOD set.""";

    private final ComboBox<String> goal = new ComboBox<>(FXCollections.observableArrayList(
            List.of(Goal.ACCURACY.text(), Goal.SHIFT_AWARE.text(), "shifted", Goal.NEGATIVE_CROSS_ENTROPY.text())));
    private final CheckBox insist = new CheckBox("Allow shifts of OOD sets");

    GoalField() {
        getStyleClass().add("form");
        goal.setId("search-objective");
        goal.getStyleClass().add("small");
        goal.setEditable(true);
        goal.setMaxWidth(Double.MAX_VALUE);
        goal.setAccessibleText("Objective. " + HELP);
        goal.setTooltip(new Tooltip(HELP));
        goal.getEditor()
                .textProperty()
                .addListener((observable, before, now) -> goal.pseudoClassStateChanged(INVALID, !isGoal(now)));
        insist.setId("search-insist");
        insist.getStyleClass().add("small");
        insist.setTooltip(
                new Tooltip("Results on OOD sets then no longer tell how the mix does under shifts it has not met"));
        var label = new Label("Objective");
        label.getStyleClass().addAll("muted", "small-text");
        label.setLabelFor(goal);
        getChildren().addAll(label, goal, insist);
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

    private static boolean isGoal(String text) {
        try {
            Goal.parse(text);
            return true;
        } catch (StockpotException e) {
            return false;
        }
    }
}
