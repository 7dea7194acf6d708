package org.stockpot.session;

import java.util.List;
import java.util.Locale;
import org.stockpot.evaluate.Interval;
import org.stockpot.tensor.Told;

/**
 * Validation accuracy along the straight line between two models' weights, all on the same images. Where it dips below the
 * straight line between the ends' accuracies, the two lie in different valleys of the loss: the error barrier of Frankle et
 * al. 2020, arXiv:1912.05671, §2.
 *
 * @param from name of the model at share 0
 * @param to name of the model at share 1
 * @param points in ascending order of their shares, both ends among them
 */
public record Barrier(String from, String to, List<Point> points) {
    private static final double NORMAL = 1.96;

    public Barrier {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException(points.size() + " points of a line");
        }
    }

    /**
     * One mix on the line.
     *
     * @param share of the second model, 0…1
     * @param correct images classified correctly
     * @param total images
     */
    public record Point(double share, int correct, int total) {
        public double accuracy() {
            return (double) correct / total;
        }

        /** Wilson's, of 95 %. */
        public Interval interval() {
            return Interval.wilson(correct, total);
        }

        private double variance() {
            double likely = (correct + 1.0) / (total + 2.0);
            return likely * (1 - likely) / total;
        }
    }

    /** The mix that falls furthest below the line between the ends. */
    public Point deepest() {
        Point deepest = points.get(0);
        for (Point point : points) {
            if (depth(point) > depth(deepest)) {
                deepest = point;
            }
        }
        return deepest;
    }

    /** How far that is, as a share of the images; 0 if no mix falls below. */
    public double height() {
        return Math.max(0, depth(deepest()));
    }

    /** Whether chance alone hardly explains it, at the level of 5 %, as if the images of all points were different ones. */
    public boolean isReal() {
        Point deepest = deepest();
        double share = deepest.share();
        double variance = deepest.variance()
                + Math.pow(1 - share, 2) * points.get(0).variance()
                + Math.pow(share, 2) * points.get(points.size() - 1).variance();
        return height() > NORMAL * Math.sqrt(variance);
    }

    private double depth(Point point) {
        double start = points.get(0).accuracy();
        double end = points.get(points.size() - 1).accuracy();
        return (1 - point.share()) * start + point.share() * end - point.accuracy();
    }

    /** A sentence for people. */
    public Told told() {
        Point deepest = deepest();
        Interval interval = deepest.interval();
        return isReal()
                ? Told.of(
                        RemarkWording.BARRIER,
                        from,
                        to,
                        percent(height()),
                        String.format(Locale.ROOT, "%.0f", 100 * deepest.share()),
                        percent(deepest.accuracy()),
                        percent(interval.low()),
                        percent(interval.high()),
                        percent(deepest.accuracy() + height()))
                : Told.of(RemarkWording.NO_BARRIER, from, to, percent(height()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** The same in English. */
    @Override
    public String toString() {
        return told().toString();
    }
}
