package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import org.stockpot.session.chart.Table;

/**
 * A layout of points that can be asked what lies where.
 *
 * @param <T> a point
 */
interface PointPicture<T> {
    /** Draws everything, the point under the mouse highlighted. */
    Picture draw(Optional<T> hovered);

    /** The point that a place of the chart means, if any. */
    Optional<T> near(double x, double y);

    /** All values of a point, for the tooltip. */
    String explain(T point);

    /** The axes, where the chart can be zoomed. */
    default Optional<Plot> plot() {
        return Optional.empty();
    }

    /** Where a point lies, if it is shown. */
    default Optional<Mark.Point> place(T point) {
        return Optional.empty();
    }

    /** The entries of the legend, where their series can be hidden; as of the last drawing. */
    default List<Legend.Entry> legend() {
        return List.of();
    }

    /** The numbers that are shown. */
    default Optional<Table> table() {
        return Optional.empty();
    }
}
