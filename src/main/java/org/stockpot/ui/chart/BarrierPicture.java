package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/**
 * Lays out accuracy along straight lines between models, with 95 % intervals. The dashed line between the ends of each is
 * where it would run without a barrier.
 */
final class BarrierPicture implements PointPicture<LinePoint> {
    private static final Texts TEXTS = Texts.of(BarrierPicture.class);
    private static final double REACH = 12;
    private static final double LEGEND = 16;
    private static final double MARKER = 3.5;

    private final List<LinePoint> points;
    private final Set<LineData> lines = new LinkedHashSet<>();
    private final Set<LineData> all = new LinkedHashSet<>();
    private final Shown shown;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Plot plot;

    private List<Legend.Entry> legend = List.of();

    BarrierPicture(List<LinePoint> points, Theme theme, TextWidth text, double width, double height) {
        this(points, Shown.ALL, theme, text, width, height);
    }

    BarrierPicture(List<LinePoint> points, Shown shown, Theme theme, TextWidth text, double width, double height) {
        this.points = points.stream()
                .filter(point -> shown.shows(point.line().name()))
                .toList();
        this.points.forEach(point -> lines.add(point.line()));
        points.forEach(point -> all.add(point.line()));
        this.shown = shown;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        plot = new Plot(
                Axis.linear(0, 1, Axis.Unit.PERCENT),
                accuracyAxis(),
                shown.framing(),
                theme,
                text,
                width,
                height,
                LEGEND + 6);
    }

    @Override
    public Picture draw(Optional<LinePoint> hovered) {
        if (all.isEmpty()) {
            return EmptyPicture.of(TEXTS.get("barrier.empty"), theme, text, width, height);
        }
        plot.frame(TEXTS.get("barrier.across"), TEXTS.get("barrier.up"));
        lines.forEach(
                line -> draw(line, hovered.isEmpty() || hovered.get().line().equals(line)));
        hovered.ifPresent(point -> plot.add(new Mark.Symbol(
                Palette.shape(point.line().palette()),
                x(point),
                y(point),
                MARKER + 3,
                colour(point.line()),
                theme.text())));
        drawLegend();
        return plot.picture();
    }

    @Override
    public Optional<Plot> plot() {
        return all.isEmpty() ? Optional.empty() : Optional.of(plot);
    }

    @Override
    public Optional<Mark.Point> place(LinePoint point) {
        return points.contains(point) && plot.holds(x(point), y(point))
                ? Optional.of(new Mark.Point(x(point), y(point)))
                : Optional.empty();
    }

    @Override
    public List<Legend.Entry> legend() {
        return legend;
    }

    /** The points within the frame of the lines that are shown. */
    @Override
    public Optional<Table> table() {
        List<List<String>> rows = new ArrayList<>();
        for (LinePoint point : points) {
            if (plot.holds(x(point), y(point))) {
                List<String> row = new ArrayList<>(
                        List.of(point.line().name(), Table.number(point.point().share())));
                row.addAll(point.point().measured().cells());
                rows.add(row);
            }
        }
        List<String> columns = new ArrayList<>(List.of("line", "share_of_second"));
        columns.addAll(Measurement.columns("validation"));
        return all.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
    }

    @Override
    public Optional<LinePoint> near(double x, double y) {
        return points.stream()
                .filter(point -> plot.holds(x(point), y(point)) && distance(point, x, y) <= REACH)
                .min(Comparator.comparingDouble(point -> distance(point, x, y)));
    }

    /** The line, the mix and its accuracy. */
    @Override
    public String explain(LinePoint point) {
        return TEXTS.get(
                "barrier.point",
                point.line().name(),
                String.format(Locale.ROOT, "%.0f", 100 * point.point().share()),
                point.point().measured().toString());
    }

    private void draw(LineData line, boolean strong) {
        Color colour = strong ? colour(line) : colour(line).deriveColor(0, 1, 1, 0.3);
        List<LineData.Point> all = line.points();
        LineData.Point first = all.get(0);
        LineData.Point last = all.get(all.size() - 1);
        plot.add(new Mark.Line(
                plot.x(first.share()),
                plot.y(first.measured().value()),
                plot.x(last.share()),
                plot.y(last.measured().value()),
                colour,
                1,
                true));
        for (LineData.Point point : all) {
            double x = plot.x(point.share());
            plot.add(new Mark.Line(
                    x,
                    inside(point.measured().low()),
                    x,
                    inside(point.measured().high()),
                    colour.deriveColor(0, 1, 1, 0.5),
                    1.2,
                    false));
        }
        plot.add(new Mark.Path(
                all.stream()
                        .map(point -> new Mark.Point(
                                plot.x(point.share()), plot.y(point.measured().value())))
                        .toList(),
                colour,
                1.6,
                false));
        for (LineData.Point point : all) {
            plot.add(new Mark.Symbol(
                    Palette.shape(line.palette()),
                    plot.x(point.share()),
                    plot.y(point.measured().value()),
                    MARKER,
                    colour,
                    theme.background()));
        }
    }

    /** As many names as fit; a line without a name says it on hover. */
    private void drawLegend() {
        var entries = new Legend(plot, theme, text, shown.hidden(), LEGEND, width - ChartMenu.ROOM);
        for (LineData line : all) {
            boolean fits = entries.add(line.name(), line.name(), colour(line), (x, ink) -> {
                entries.line(x, ink, 2, false);
                Mark.Point centre = entries.centre(x);
                plot.addOver(new Mark.Symbol(
                        Palette.shape(line.palette()), centre.x(), centre.y(), MARKER, ink, theme.background()));
            });
            if (!fits) {
                break;
            }
        }
        legend = entries.entries();
    }

    private Axis accuracyAxis() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (LinePoint point : points) {
            low = Math.min(low, point.point().measured().low());
            high = Math.max(high, point.point().measured().high());
        }
        return low <= high ? Axis.around(low, high, 0.04, Axis.Unit.PERCENT) : Axis.linear(0, 1, Axis.Unit.PERCENT);
    }

    private Color colour(LineData line) {
        return Palette.colour(line.palette(), theme);
    }

    private double inside(double value) {
        return Math.max(plot.top(), Math.min(plot.bottom(), plot.y(value)));
    }

    private double x(LinePoint point) {
        return plot.x(point.point().share());
    }

    private double y(LinePoint point) {
        return plot.y(point.point().measured().value());
    }

    private double distance(LinePoint point, double x, double y) {
        return Math.hypot(x(point) - x, y(point) - y);
    }
}
