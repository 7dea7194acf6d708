package org.stockpot.ui.chart;

import java.util.List;

/**
 * The straight line between two models' weights, as far as mixes on it were measured.
 *
 * @param name such as {@code base → one}
 * @param points from one end to the other
 */
public record ScatterLine(String name, List<ScatterPoint> points) {
    public ScatterLine {
        points = List.copyOf(points);
    }
}
