package org.stockpot.ui.chart;

import javafx.scene.paint.Color;

/**
 * Finds a place for the title of an axis: beside its middle; shifted where it would be cut off otherwise; in smaller letters
 * where it is longer than the chart; shortened only where those are as small as one can read.
 *
 * @param words as many as there is room for
 * @param size in pixels
 * @param centre along the axis
 */
record AxisTitle(String words, double size, double centre) {
    private static final double SMALLEST = 8.5;
    /** Widths of letters do not follow their size exactly. */
    private static final double SLACK = 2;

    /**
     * A title within a range of places.
     *
     * @param middle where its own middle should be
     * @param from the smallest place it may take
     * @param to the largest
     */
    static AxisTitle of(String words, double middle, double from, double to, TextWidth text) {
        double room = to - from;
        double wanted = text.of(words, Plot.FONT);
        double size = wanted <= room ? Plot.FONT : Math.max(SMALLEST, Plot.FONT * (room - SLACK) / wanted);
        String fitting = text.elide(words, size, room);
        double half = text.of(fitting, size) / 2;
        return new AxisTitle(fitting, size, Math.max(from + half, Math.min(to - half, middle)));
    }

    /** From left to right. */
    Mark.Label level(double y, Color colour) {
        return Mark.Label.axisTitle(words, centre, y, colour, size, 0);
    }

    /** From bottom to top. */
    Mark.Label upright(double x, Color colour) {
        return Mark.Label.axisTitle(words, x, centre, colour, size, -90);
    }
}
