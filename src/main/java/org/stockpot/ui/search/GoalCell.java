package org.stockpot.ui.search;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.stockpot.search.Goal;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Glossary;

/** A goal to choose: as it is typed, and below in words. */
final class GoalCell extends ListCell<String> {
    private static final Glossary GLOSSARY = Glossary.shown();

    private final Label typed = new Label();
    private final Label words = new Label();

    GoalCell() {
        words.getStyleClass().addAll("muted", "small-text");
        setGraphic(new VBox(typed, words));
    }

    /** The measure that is typed so, in words. */
    static String measure(String text) {
        return GLOSSARY.words(goal(text).terms().get(0).measure());
    }

    @Override
    protected void updateItem(String item, boolean empty) {
        super.updateItem(item, empty);
        boolean shown = !empty && item != null;
        getGraphic().setVisible(shown);
        typed.setText(shown ? item : "");
        words.setText(shown ? GLOSSARY.words(goal(item)) : "");
    }

    private static Goal goal(String text) {
        try {
            return Goal.parse(text);
        } catch (StockpotException e) {
            throw new IllegalStateException(e);
        }
    }
}
