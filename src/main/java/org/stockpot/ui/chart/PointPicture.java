package org.stockpot.ui.chart;

import java.util.Optional;

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
}
