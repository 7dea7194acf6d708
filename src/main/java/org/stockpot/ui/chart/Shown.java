package org.stockpot.ui.chart;

import java.util.Set;

/**
 * What part of a chart the user wants to see.
 *
 * @param framing of its axes
 * @param hidden keys of series
 */
record Shown(Framing framing, Set<String> hidden) {
    /** All of it. */
    static final Shown ALL = new Shown(Framing.FIT, Set.of());

    Shown {
        hidden = Set.copyOf(hidden);
    }

    boolean shows(String series) {
        return !hidden.contains(series);
    }
}
