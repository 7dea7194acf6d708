package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How somebody let a weight go through the depth of a network: straight from point to point, level before the first and
 * behind the last. It fits networks of any number of layers.
 *
 * @param points at least one, from the input to the output
 */
public record DrawnCurve(List<Point> points) {
    private static final double NOTHING = 1e-9;

    /**
     * Where the curve passes.
     *
     * @param depth 0 at the input, 1 at the output
     * @param height factor −1…1 of the largest weight
     */
    public record Point(double depth, double height) {
        public Point {
            if (!(depth >= 0 && depth <= 1 && height >= -1 && height <= 1)) {
                throw new IllegalArgumentException("a curve has height " + height + " at depth " + depth);
            }
        }
    }

    public DrawnCurve {
        points =
                points.stream().sorted(Comparator.comparingDouble(Point::depth)).toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a curve without points");
        }
    }

    /**
     * The curve of one ingredient's weights. Layer groups that lie equally deep have their mean.
     *
     * @param depths one per layer group
     * @param weights as many
     * @param counted numbers of the groups that count
     * @return empty if all of the weights are 0
     */
    public static Optional<DrawnCurve> through(double[] depths, double[] weights, List<Integer> counted) {
        double largest = counted.stream()
                .mapToDouble(group -> Math.abs(weights[group]))
                .max()
                .orElse(0);
        if (largest < NOTHING) {
            return Optional.empty();
        }
        SortedMap<Double, List<Double>> heights = new TreeMap<>();
        for (int group : counted) {
            heights.computeIfAbsent(depths[group], unknown -> new ArrayList<>()).add(weights[group] / largest);
        }
        List<Point> points = new ArrayList<>();
        heights.forEach((depth, all) -> points.add(new Point(
                depth, all.stream().mapToDouble(Double::doubleValue).average().orElse(0))));
        return Optional.of(new DrawnCurve(points));
    }

    /**
     * The factor at a depth.
     *
     * @param depth 0…1
     */
    public double at(double depth) {
        Point before = points.get(0);
        for (Point point : points) {
            if (point.depth() >= depth) {
                double way = point.depth() - before.depth();
                return way <= 0
                        ? point.height()
                        : before.height() + (point.height() - before.height()) * (depth - before.depth()) / way;
            }
            before = point;
        }
        return before.height();
    }
}
