package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.evaluate.EffectiveRobustness;
import org.stockpot.evaluate.Interval;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Look;
import org.stockpot.session.chart.MarkerShape;

/** The plane of test accuracy (right) and mean OOD accuracy (up), with intervals and the line through the ingredients. */
final class PlaneChart {
    private static final double RADIUS = 6;
    private static final int LETTERS = 24;
    private static final int CURVE = 60;

    private final Svg svg = new Svg(760, 470);
    private final Frame frame;
    private final List<double[]> taken = new ArrayList<>();

    /**
     * A model in the plane.
     *
     * @param testInterval of the test accuracy
     * @param oodInterval of the OOD mean
     */
    record Point(Measured model, double test, Interval testInterval, double ood, Interval oodInterval) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%s: test %s %%, OOD mean %s %%",
                    model.name(),
                    Figures.percent(test, testInterval),
                    Figures.percent(ood, oodInterval));
        }
    }

    private PlaneChart(List<Point> points) {
        frame = new Frame(
                svg,
                axis(
                        points.stream()
                                .mapToDouble(point -> point.testInterval().low())
                                .min()
                                .orElse(0),
                        points.stream()
                                .mapToDouble(point -> point.testInterval().high())
                                .max()
                                .orElse(1)),
                axis(
                        points.stream()
                                .mapToDouble(point -> point.oodInterval().low())
                                .min()
                                .orElse(0),
                        points.stream()
                                .mapToDouble(point -> point.oodInterval().high())
                                .max()
                                .orElse(1)),
                12);
    }

    /** @param points in the order of drawing, the most important last; at least one */
    static Svg of(List<Point> points, Optional<EffectiveRobustness> line) {
        var chart = new PlaneChart(points);
        chart.frame.draw("Test accuracy in %", "Mean OOD accuracy in %");
        line.ifPresent(chart::curve);
        points.forEach(chart::errors);
        points.forEach(chart::marker);
        for (int index = points.size() - 1; index >= 0; index--) {
            chart.name(points.get(index));
        }
        return chart.svg;
    }

    private static Axis axis(double low, double high) {
        return Axis.around(low, high, 0.04, Axis.Unit.PERCENT);
    }

    private void curve(EffectiveRobustness line) {
        List<double[]> visible = new ArrayList<>();
        for (int i = 0; i <= CURVE; i++) {
            double x = frame.left() + (frame.right() - frame.left()) * i / CURVE;
            double test = test((double) i / CURVE);
            double y = test > 0 && test < 1 ? frame.y(line.expected(test)) : Double.NaN;
            if (y >= frame.top() && y <= frame.bottom()) {
                visible.add(new double[] {x, y});
            }
        }
        if (visible.size() > 1) {
            svg.path(
                    visible.stream().mapToDouble(one -> one[0]).toArray(),
                    visible.stream().mapToDouble(one -> one[1]).toArray(),
                    "dashed");
        }
    }

    /** The test accuracy at a share of the width. */
    private double test(double share) {
        double at = frame.left() + (frame.right() - frame.left()) * share;
        double zero = frame.x(0);
        return (at - zero) / (frame.x(1) - zero);
    }

    private void errors(Point point) {
        double x = frame.x(point.test());
        double y = frame.y(point.ood());
        String style = "error " + line(point.model());
        svg.line(
                frame.x(point.testInterval().low()),
                y,
                frame.x(point.testInterval().high()),
                y,
                style);
        svg.line(
                x,
                frame.y(point.oodInterval().low()),
                x,
                frame.y(point.oodInterval().high()),
                style);
    }

    private void marker(Point point) {
        double x = frame.x(point.test());
        double y = frame.y(point.ood());
        taken.add(new double[] {x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS});
        svg.marker(shape(point.model()), x, y, size(point.model()), style(point.model()), point.text());
    }

    /** Names where there is room; the table has them all. */
    private void name(Point point) {
        String name = Svg.shortened(point.model().name(), LETTERS);
        double room = Svg.widthOf(name);
        double x = frame.x(point.test());
        double y = frame.y(point.ood());
        double beside = RADIUS + 5;
        double[][] places = {
            {x + beside, y}, {x - beside - room, y}, {x - room / 2, y - beside - 5}, {x - room / 2, y + beside + 5}
        };
        for (double[] place : places) {
            double[] box = {place[0], place[1] - Svg.FONT / 2, place[0] + room, place[1] + Svg.FONT / 2};
            boolean inside =
                    box[0] >= frame.left() && box[2] <= frame.right() + 10 && box[1] >= 0 && box[3] <= frame.bottom();
            if (inside && taken.stream().noneMatch(other -> overlap(box, other))) {
                taken.add(box);
                svg.rectangle(box[0] - 1, box[1] - 1, room + 2, Svg.FONT + 2, "plate");
                svg.text(name, place[0], place[1], Svg.Anchor.START, "label");
                return;
            }
        }
    }

    private static boolean overlap(double[] one, double[] other) {
        return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    }

    private static MarkerShape shape(Measured model) {
        return switch (model.kind()) {
            case BASE -> MarkerShape.SQUARE;
            case INGREDIENT -> Look.of(model.look()).shape();
            case ENSEMBLE -> MarkerShape.CROSS;
            case OTHER -> MarkerShape.CIRCLE;
            case SOUP -> MarkerShape.STAR;
        };
    }

    private static double size(Measured model) {
        return model.kind() == Measured.Kind.SOUP ? RADIUS + 3 : RADIUS;
    }

    private static String style(Measured model) {
        return switch (model.kind()) {
            case BASE -> "base";
            case INGREDIENT -> "k" + Look.of(model.look()).colour();
            case ENSEMBLE, OTHER -> "other";
            case SOUP -> "soup";
        };
    }

    private static String line(Measured model) {
        return switch (model.kind()) {
            case BASE -> "baseline";
            case INGREDIENT -> "b" + Look.of(model.look()).colour();
            case ENSEMBLE, OTHER -> "axis";
            case SOUP -> "bars";
        };
    }
}
