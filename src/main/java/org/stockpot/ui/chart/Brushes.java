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
 * @param active the axis that the keyboard works on; −1 if none
 */
record Brushes(Map<Integer, Range> ranges, Set<Integer> flipped, int active) {
    static final Brushes NONE = new Brushes(Map.of(), Set.of(), -1);

    Brushes {
        ranges = Map.copyOf(ranges);
        flipped = Set.copyOf(flipped);
    }

    boolean keeps(ParallelData.Line line) {
        return ranges.entrySet().stream()
                .allMatch(range -> range.getKey() >= line.values().size()
                        || range.getValue().holds(line.values().get(range.getKey())));
    }

    Brushes with(int axis, Range range) {
        Map<Integer, Range> next = new HashMap<>(ranges);
        next.put(axis, range);
        return new Brushes(next, flipped, axis);
    }

    Brushes without(int axis) {
        Map<Integer, Range> next = new HashMap<>(ranges);
        next.remove(axis);
        return new Brushes(next, flipped, axis);
    }

    Brushes turned(int axis) {
        Set<Integer> next = new HashSet<>(flipped);
        if (!next.remove(axis)) {
            next.add(axis);
        }
        return new Brushes(ranges, next, axis);
    }

    Brushes at(int axis) {
        return new Brushes(ranges, flipped, axis);
    }
}
