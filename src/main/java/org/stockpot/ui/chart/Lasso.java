package org.stockpot.ui.chart;

import java.util.List;

/** Whether something lies within a line that was drawn by hand. */
final class Lasso {
    private Lasso() {}

    /** By the parity of crossings to the right; the polygon is closed from its last corner to its first. */
    static boolean holds(List<Mark.Point> polygon, Mark.Point place) {
        boolean inside = false;
        for (int corner = 0; corner < polygon.size(); corner++) {
            Mark.Point one = polygon.get(corner);
            Mark.Point other = polygon.get((corner + 1) % polygon.size());
            boolean spans = one.y() > place.y() != other.y() > place.y();
            if (spans && place.x() < one.x() + (other.x() - one.x()) * (place.y() - one.y()) / (other.y() - one.y())) {
                inside = !inside;
            }
        }
        return inside;
    }
}
