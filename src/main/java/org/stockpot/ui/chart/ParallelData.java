package org.stockpot.ui.chart;

import java.util.List;

/**
 * Lines across parallel axes that share one scale.
 *
 * @param axes names
 * @param score what colours mean
 * @param lines one value per axis
 */
public record ParallelData(List<String> axes, String score, List<Line> lines) {
    public static final ParallelData EMPTY = new ParallelData(List.of(), "", List.of());

    public ParallelData {
        axes = List.copyOf(axes);
        lines = List.copyOf(lines);
        for (Line line : lines) {
            if (line.values().size() != axes.size()) {
                throw new IllegalArgumentException(line.values().size() + " values for " + axes.size() + " axes");
            }
        }
    }

    /**
     * One trial.
     *
     * @param key what a selection knows it by
     * @param name for people
     * @param values one per axis
     * @param score 0…1; NaN if unknown
     */
    public record Line(int key, String name, List<Double> values, double score) {
        public Line {
            values = List.copyOf(values);
        }
    }

    /** A range of values. */
    public record Range(double low, double high) {
        /** In either order. */
        public static Range of(double one, double other) {
            return new Range(Math.min(one, other), Math.max(one, other));
        }

        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }
}
