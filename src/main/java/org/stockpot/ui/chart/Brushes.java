package org.stockpot.ui.chart;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.stockpot.ui.chart.ParallelData.Range;

/**
 * What the user has done to parallel axes.
 *
 * @param ranges by axis; a line must lie within all of them
 * @param flipped axes that run downwards
 * @param logarithmic axes that are logarithmic, where they have positive values
 * @param active the axis that the keyboard works on; −1 if none
 */
record Brushes(Map<Integer, Range> ranges, Set<Integer> flipped, Set<Integer> logarithmic, int active) {
    static final Brushes NONE = new Brushes(Map.of(), Set.of(), Set.of(), -1);

    Brushes {
        ranges = Map.copyOf(ranges);
        flipped = Set.copyOf(flipped);
        logarithmic = Set.copyOf(logarithmic);
    }

    boolean keeps(ParallelData.Line line) {
        return ranges.entrySet().stream()
                .allMatch(range -> range.getKey() >= line.values().size()
                        || range.getValue().holds(line.values().get(range.getKey())));
    }

    Brushes with(int axis, Range range) {
        Map<Integer, Range> next = new HashMap<>(ranges);
        next.put(axis, range);
        return new Brushes(next, flipped, logarithmic, axis);
    }

    Brushes without(int axis) {
        Map<Integer, Range> next = new HashMap<>(ranges);
        next.remove(axis);
        return new Brushes(next, flipped, logarithmic, axis);
    }

    Brushes turned(int axis) {
        return new Brushes(ranges, toggled(flipped, axis), logarithmic, axis);
    }

    /** Logarithmic if it was linear, and the other way round. */
    Brushes rescaled(int axis) {
        return new Brushes(ranges, flipped, toggled(logarithmic, axis), axis);
    }

    Brushes withLogarithmic(Set<Integer> axes) {
        return new Brushes(ranges, flipped, axes, active);
    }

    /** The same axes without a range. */
    Brushes cleared() {
        return new Brushes(Map.of(), flipped, logarithmic, active);
    }

    private static Set<Integer> toggled(Set<Integer> axes, int axis) {
        Set<Integer> next = new HashSet<>(axes);
        if (!next.remove(axis)) {
            next.add(axis);
        }
        return next;
    }

    Brushes at(int axis) {
        return new Brushes(ranges, flipped, logarithmic, axis);
    }
}
