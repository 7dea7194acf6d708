package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.paint.Color;
import org.stockpot.evaluate.EffectiveRobustness;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/** Lays out the plane of test accuracy (right) and mean OOD accuracy (up). */
final class ScatterPicture implements PointPicture<ScatterPoint> {
    /** Key of the Pareto front. */
    static final String FRONT = "front";
    /** Key of the straight lines between models. */
    static final String LINES = "lines";
    /** Key of the OOD accuracy that the test accuracy lets expect. */
    static final String EXPECTED = "expected";

    private static final Texts TEXTS = Texts.of(ScatterPicture.class);
    private static final double LEGEND = 18;
    private static final double ROOM_FOR_LEGEND = 260;
    private static final int STEPS = 40;
    private static final double REACH = 12;
    private static final double NAMED = 6;
    private static final double DOT = 2.4;

    private final List<ScatterPoint> all;
    private final List<ScatterPoint> points;
    private final List<ScatterLine> lines;
    private final Shown shown;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Color dots;
    private final Plot plot;

    private final boolean hasLegend;
    private List<Legend.Entry> legend = List.of();

    ScatterPicture(List<ScatterPoint> points, Theme theme, TextWidth text, double width, double height) {
        this(points, List.of(), Shown.ALL, theme, text, width, height);
    }

    ScatterPicture(
            List<ScatterPoint> points,
            List<ScatterLine> lines,
            Shown shown,
            Theme theme,
            TextWidth text,
            double width,
            double height) {
        this.all = points.stream()
                .filter(point -> Double.isFinite(point.test().value())
                        && Double.isFinite(point.ood().value()))
                .sorted(Comparator.comparing(ScatterPoint::kind))
                .toList();
        this.points =
                all.stream().filter(point -> shown.shows(point.kind().name())).toList();
        this.lines = shown.shows(LINES) ? lines : List.of();
        this.shown = shown;
        this.theme = theme;
        dots = theme.muted().deriveColor(0, 1, 1, 0.55);
        this.text = text;
        this.width = width;
        this.height = height;
        this.hasLegend = height >= ROOM_FOR_LEGEND && width >= ROOM_FOR_LEGEND;
        plot = new Plot(
                axis(true), axis(false), shown.framing(), theme, text, width, height, hasLegend ? LEGEND + 6 : 10);
    }

    @Override
    public Picture draw(Optional<ScatterPoint> hovered) {
        if (all.isEmpty()) {
            return EmptyPicture.of(TEXTS.get("scatter.empty"), theme, text, width, height);
        }
        plot.frame(TEXTS.get("scatter.across"), TEXTS.get("scatter.up"));
        if (shown.shows(EXPECTED)) {
            expected();
        }
        lines.forEach(this::line);
        if (shown.shows(FRONT)) {
            front();
        }
        points.stream().filter(ScatterPoint::isNamed).forEach(this::errorBars);
        points.forEach(this::marker);
        names();
        hovered.ifPresent(this::ring);
        if (hasLegend) {
            drawLegend();
        }
        return plot.picture();
    }

    @Override
    public Optional<Plot> plot() {
        return all.isEmpty() ? Optional.empty() : Optional.of(plot);
    }

    @Override
    public Optional<Mark.Point> place(ScatterPoint point) {
        return points.contains(point) && plot.holds(x(point), y(point))
                ? Optional.of(new Mark.Point(x(point), y(point)))
                : Optional.empty();
    }

    @Override
    public List<Legend.Entry> legend() {
        return legend;
    }

    /** The points that lie within the frame, whatever kinds are hidden left out. */
    @Override
    public Optional<Table> table() {
        List<List<String>> rows = new ArrayList<>();
        for (ScatterPoint point : points) {
            if (plot.holds(x(point), y(point))) {
                List<String> row = new ArrayList<>(
                        List.of(point.name(), point.kind().name().toLowerCase(Locale.ROOT)));
                row.addAll(point.test().cells());
                row.addAll(point.ood().cells());
                rows.add(row);
            }
        }
        List<String> columns = new ArrayList<>(List.of("name", "kind"));
        columns.addAll(Measurement.columns("test"));
        columns.addAll(Measurement.columns("ood_mean"));
        return all.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
    }

    /** The point nearest to a place, within reach of the mouse; named points win over dots at the same distance. */
    @Override
    public Optional<ScatterPoint> near(double x, double y) {
        return points.stream()
                .filter(point -> plot.holds(x(point), y(point)) && distance(point, x, y) <= REACH)
                .min(Comparator.comparingDouble(point -> distance(point, x, y) - (point.isNamed() ? NAMED / 2 : 0)));
    }

    /** Name and all values of a point. */
    @Override
    public String explain(ScatterPoint point) {
        return TEXTS.get(
                "scatter.point",
                point.name(),
                point.test().toString(),
                point.ood().toString());
    }

    /** Points that no other point beats in both accuracies, from left to right. */
    static List<ScatterPoint> paretoFront(List<ScatterPoint> points) {
        var front = new ArrayList<ScatterPoint>();
        double best = Double.NEGATIVE_INFINITY;
        Comparator<ScatterPoint> fromTheRight = Comparator.comparingDouble(
                        (ScatterPoint point) -> point.test().value())
                .thenComparingDouble(point -> point.ood().value())
                .reversed();
        for (ScatterPoint point : points.stream().sorted(fromTheRight).toList()) {
            if (point.ood().value() > best) {
                best = point.ood().value();
                front.add(0, point);
            }
        }
        return front;
    }

    /** Covers all points, and where they lie closer together than one interval is wide, that interval too. */
    private Axis axis(boolean test) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double widest = 0;
        for (ScatterPoint point : all) {
            Measurement measured = test ? point.test() : point.ood();
            low = Math.min(low, measured.value());
            high = Math.max(high, measured.value());
            if (point.isNamed()) {
                widest = Math.max(widest, measured.high() - measured.low());
            }
        }
        if (all.isEmpty()) {
            return Axis.linear(0, 1, Axis.Unit.PERCENT);
        }
        double missing = Math.max(0, widest - (high - low)) / 2;
        return Axis.around(low - missing, high + missing, 0.08, Axis.Unit.PERCENT);
    }

    private void line(ScatterLine line) {
        plot.add(new Mark.Path(
                line.points().stream()
                        .map(point -> new Mark.Point(x(point), y(point)))
                        .toList(),
                theme.muted(),
                1,
                false));
    }

    /** Through the base and the ingredients; straight where both axes are logits, so a curve here. */
    private void expected() {
        List<EffectiveRobustness.Point> single = all.stream()
                .filter(point -> point.kind() == ScatterPoint.Kind.BASE || point.kind() == ScatterPoint.Kind.INGREDIENT)
                .map(point -> new EffectiveRobustness.Point(
                        point.test().value(), point.ood().value()))
                .toList();
        Axis across = axis(true);
        EffectiveRobustness.line(single).ifPresent(fit -> {
            List<Mark.Point> curve = new ArrayList<>();
            for (int step = 0; step <= STEPS; step++) {
                double test = across.value((double) step / STEPS);
                if (test > 0 && test < 1) {
                    curve.add(new Mark.Point(plot.x(test), plot.y(fit.expected(test))));
                }
            }
            if (curve.size() > 1) {
                plot.add(new Mark.Clipped(
                        plot.left(),
                        plot.top(),
                        plot.right() - plot.left(),
                        plot.bottom() - plot.top(),
                        List.of(new Mark.Path(curve, theme.good(), 1.4, false))));
            }
        });
    }

    private void drawLegend() {
        var entries = new Legend(plot, theme, text, shown.hidden(), LEGEND, width - ChartMenu.ROOM);
        for (ScatterPoint.Kind kind : ScatterPoint.Kind.values()) {
            if (all.stream().anyMatch(point -> point.kind() == kind)) {
                entries.add(kind.name(), TEXTS.get("scatter.kind." + kind.name()), legendColour(kind), (x, ink) -> {
                    Mark.Point centre = entries.centre(x);
                    plot.addOver(new Mark.Symbol(
                            legendShape(kind),
                            centre.x(),
                            centre.y(),
                            kind == ScatterPoint.Kind.TRIAL ? DOT + 1 : NAMED - 1,
                            kind == ScatterPoint.Kind.BASE ? theme.background() : ink,
                            kind == ScatterPoint.Kind.BASE ? ink : Color.TRANSPARENT));
                });
            }
        }
        entries.add(FRONT, TEXTS.get("scatter.front"), theme.muted(), (x, ink) -> entries.line(x, ink, 1.2, true));
        if (!lines.isEmpty() || !shown.shows(LINES)) {
            entries.add(LINES, TEXTS.get("scatter.lines"), theme.muted(), (x, ink) -> entries.line(x, ink, 1, false));
        }
        entries.add(
                EXPECTED, TEXTS.get("scatter.expected"), theme.good(), (x, ink) -> entries.line(x, ink, 1.4, false));
        legend = entries.entries();
    }

    private Color legendColour(ScatterPoint.Kind kind) {
        return switch (kind) {
            case TRIAL, INGREDIENT -> theme.muted();
            case CURRENT -> theme.accent();
            case BASE, ENSEMBLE, SOUP -> theme.text();
        };
    }

    private static MarkerShape legendShape(ScatterPoint.Kind kind) {
        return switch (kind) {
            case TRIAL, CURRENT -> MarkerShape.CIRCLE;
            case BASE -> MarkerShape.SQUARE;
            case ENSEMBLE -> MarkerShape.CROSS;
            case SOUP -> MarkerShape.STAR;
            case INGREDIENT -> MarkerShape.DIAMOND;
        };
    }

    private void front() {
        List<ScatterPoint> models = points.stream()
                .filter(point -> point.kind() != ScatterPoint.Kind.ENSEMBLE)
                .toList();
        List<Mark.Point> line = paretoFront(models).stream()
                .map(point -> new Mark.Point(x(point), y(point)))
                .toList();
        if (line.size() > 1) {
            plot.add(new Mark.Path(line, theme.muted(), 1.2, true));
        }
    }

    private void errorBars(ScatterPoint point) {
        Color colour = colour(point).deriveColor(0, 1, 1, 0.45);
        double left = Math.max(plot.left(), plot.x(point.test().low()));
        double right = Math.min(plot.right(), plot.x(point.test().high()));
        double top = Math.max(plot.top(), plot.y(point.ood().high()));
        double bottom = Math.min(plot.bottom(), plot.y(point.ood().low()));
        plot.add(new Mark.Line(left, y(point), right, y(point), colour, 1.2, false));
        plot.add(new Mark.Line(x(point), top, x(point), bottom, colour, 1.2, false));
    }

    private void marker(ScatterPoint point) {
        switch (point.kind()) {
            case TRIAL ->
                plot.add(
                        new Mark.Symbol(MarkerShape.CIRCLE, x(point), y(point), DOT, colour(point), Color.TRANSPARENT));
            case CURRENT -> {
                plot.add(new Mark.Symbol(
                        MarkerShape.CIRCLE,
                        x(point),
                        y(point),
                        NAMED + 4,
                        theme.accent().deriveColor(0, 1, 1, 0.25),
                        theme.accent()));
                plot.add(new Mark.Symbol(
                        MarkerShape.CIRCLE, x(point), y(point), NAMED - 2.5, colour(point), theme.background()));
            }
            case BASE ->
                plot.add(new Mark.Symbol(
                        MarkerShape.SQUARE, x(point), y(point), NAMED, theme.background(), colour(point)));
            case ENSEMBLE ->
                plot.add(new Mark.Symbol(
                        MarkerShape.CROSS, x(point), y(point), NAMED, colour(point), theme.background()));
            case SOUP ->
                plot.add(new Mark.Symbol(
                        MarkerShape.STAR, x(point), y(point), NAMED + 1, colour(point), theme.background()));
            case INGREDIENT ->
                plot.add(new Mark.Symbol(
                        Palette.shape(point.palette()), x(point), y(point), NAMED, colour(point), theme.background()));
        }
    }

    /** Names beside their points where there is room; a point without room says its name on hover. */
    private void names() {
        var taken = new ArrayList<double[]>();
        for (ScatterPoint point : points) {
            if (point.isNamed()) {
                taken.add(new double[] {x(point) - NAMED, y(point) - NAMED, x(point) + NAMED, y(point) + NAMED});
            }
        }
        for (int index = points.size() - 1; index >= 0; index--) {
            ScatterPoint point = points.get(index);
            if (point.isNamed()) {
                name(point, taken);
            }
        }
    }

    private void name(ScatterPoint point, List<double[]> taken) {
        double room = text.of(point.name(), Plot.FONT);
        double beside = point.kind() == ScatterPoint.Kind.CURRENT ? NAMED + 8 : NAMED + 4;
        double[][] places = {
            {x(point) + beside, y(point)},
            {x(point) - beside - room, y(point)},
            {x(point) - room / 2, y(point) - beside - 5},
            {x(point) - room / 2, y(point) + beside + 5}
        };
        for (double[] place : places) {
            double[] box = {place[0] - 1, place[1] - Plot.FONT / 2, place[0] + room + 1, place[1] + Plot.FONT / 2};
            boolean inside = box[0] >= plot.left() && box[2] <= width && box[1] >= 0 && box[3] <= plot.bottom();
            if (inside && taken.stream().noneMatch(other -> overlap(box, other))) {
                taken.add(box);
                plot.boxedLabel(point.name(), place[0], place[1], theme.text());
                return;
            }
        }
    }

    private void ring(ScatterPoint point) {
        plot.add(new Mark.Symbol(MarkerShape.CIRCLE, x(point), y(point), NAMED + 5, Color.TRANSPARENT, theme.text()));
    }

    private Color colour(ScatterPoint point) {
        return switch (point.kind()) {
            case TRIAL -> dots;
            case INGREDIENT -> Palette.colour(point.palette(), theme);
            case CURRENT -> theme.accent();
            case BASE, ENSEMBLE, SOUP -> theme.text();
        };
    }

    private double x(ScatterPoint point) {
        return plot.x(point.test().value());
    }

    private double y(ScatterPoint point) {
        return plot.y(point.ood().value());
    }

    private double distance(ScatterPoint point, double x, double y) {
        return Math.hypot(x(point) - x, y(point) - y);
    }

    private static boolean overlap(double[] one, double[] other) {
        return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    }
}
