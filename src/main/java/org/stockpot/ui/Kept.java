package org.stockpot.ui;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeTableView;
import org.stockpot.session.settings.Layout;

/** A control in a room that stays as the user left it; known by its id. */
interface Kept {
    /** Puts it as it was left, if anything is known of it. */
    void restore(Layout layout);

    /** As it was when it was made. */
    void reset();

    /**
     * Makes room for the text in it. What is kept is what holds for the usual size of text.
     *
     * @param larger than usual, as a factor
     */
    default void enlarge(double larger) {}

    /** Adds how it is now. */
    Layout noted(Layout layout);

    /** Tells of every change by the user. */
    void follow(Runnable changed);

    /** What is kept of a control; empty if it has no id or there is nothing to keep. */
    static Optional<Kept> of(Node node) {
        if (node.getId() == null) {
            return Optional.empty();
        }
        if (node instanceof SplitPane pane) {
            return Optional.of(new KeptDividers(pane));
        }
        if (node instanceof TableView<?> table) {
            return Optional.of(KeptTable.of(table));
        }
        if (node instanceof TreeTableView<?> table) {
            return Optional.of(KeptTable.of(table));
        }
        return KeptChoice.of(node);
    }
}
