package org.stockpot.ui.search;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Searches that begin when those before them have ended. Lives on the JavaFX thread. */
public final class SearchQueue {
    private final ObservableList<Waiting> waiting = FXCollections.observableArrayList();

    /** A search that has not begun yet. */
    public record Waiting(String title, SearchRequest request) {}

    /** The next one first. */
    public ObservableList<Waiting> waiting() {
        return waiting;
    }

    void add(String title, SearchRequest request) {
        waiting.add(new Waiting(title, request));
    }

    /** Moves one, towards the front with −1 or the back with 1; does nothing beyond the ends. */
    void move(Waiting one, int by) {
        int from = waiting.indexOf(one);
        int to = from + by;
        if (from >= 0 && to >= 0 && to < waiting.size()) {
            waiting.remove(from);
            waiting.add(to, one);
        }
    }
}
