package org.stockpot.session.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where things were when the window was closed.
 *
 * @param window when it was not maximised; empty before the first time
 * @param room id of the room that was in front
 * @param dividers positions, 0 to 1, by the id of the split pane
 * @param tables shapes of tables, by the id of the table
 * @param choices what was chosen to be seen, by the id of the control, such as the tab of a tab pane
 */
public record Layout(
        Optional<Bounds> window,
        boolean maximised,
        Optional<String> room,
        Map<String, List<Double>> dividers,
        Map<String, TableShape> tables,
        Map<String, String> choices) {
    public static final Layout USUAL =
            new Layout(Optional.empty(), false, Optional.empty(), Map.of(), Map.of(), Map.of());

    public Layout {
        dividers = Map.copyOf(dividers);
        tables = Map.copyOf(tables);
        choices = Map.copyOf(choices);
    }

    /** With the window elsewhere. */
    public Layout withWindow(Optional<Bounds> bounds, boolean isMaximised, Optional<String> inFront) {
        return new Layout(bounds, isMaximised, inFront, dividers, tables, choices);
    }

    public Layout withDividers(String id, List<Double> positions) {
        return new Layout(window, maximised, room, with(dividers, id, List.copyOf(positions)), tables, choices);
    }

    public Layout withTable(String id, TableShape shape) {
        return new Layout(window, maximised, room, dividers, with(tables, id, shape), choices);
    }

    public Layout withChoice(String id, String choice) {
        return new Layout(window, maximised, room, dividers, tables, with(choices, id, choice));
    }

    private static <T> Map<String, T> with(Map<String, T> all, String id, T one) {
        Map<String, T> changed = new HashMap<>(all);
        changed.put(id, one);
        return changed;
    }
}
