package org.stockpot.ui.chart;

/** The part of a chart that can be zoomed: a frame with two directions. */
interface PlotArea {
    /** In pixels. */
    double left();

    /** In pixels. */
    double right();

    /** In pixels. */
    double top();

    /** In pixels. */
    double bottom();

    /** Where a place lies on what is shown of the direction to the right, 0 at its low end. */
    double acrossShare(double x);

    /** Where a place lies on what is shown of the direction up, 0 at its low end. */
    double upShare(double y);

    /** Whether a place lies within the frame. */
    default boolean holds(double x, double y) {
        return x >= left() - 0.5 && x <= right() + 0.5 && y >= top() - 0.5 && y <= bottom() + 0.5;
    }
}
