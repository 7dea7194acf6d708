package org.stockpot.ui.chart;

import java.util.List;

/**
 * Accuracy along one straight line between two models.
 *
 * @param name such as {@code base → one}
 * @param palette index of the line's colour and marker
 * @param points in ascending order of their shares
 */
public record LineData(String name, int palette, List<Point> points) {
    public LineData {
        points = List.copyOf(points);
    }

    /**
     * One mix on the line.
     *
     * @param share of the second model, 0…1
     */
    public record Point(double share, Measurement measured) {}
}
