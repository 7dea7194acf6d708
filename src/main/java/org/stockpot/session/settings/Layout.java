package org.stockpot.session.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where things were when the window was closed.
 *
 * @param window when it was not maximised; empty before the first time
 * @param dividers positions, 0 to 1, by the id of the split pane
 * @param room id of the room that was in front
 */
public record Layout(
        Optional<Bounds> window, boolean maximised, Map<String, List<Double>> dividers, Optional<String> room) {
    public static final Layout USUAL = new Layout(Optional.empty(), false, Map.of(), Optional.empty());

    public Layout {
        dividers = Map.copyOf(dividers);
    }
}
