package org.stockpot.ui.chart;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/**
 * Lays out accuracy along straight lines between models, with 95 % intervals. The dashed line between the ends of each is
 * where it would run without a barrier.
 */
final class BarrierPicture implements PointPicture<LinePoint> {
    private static final double REACH = 12;
    private static final double LEGEND = 16;
    private static final double MARKER = 3.5;

    private final List<LinePoint> points;
    private final Set<LineData> lines = new LinkedHashSet<>();
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Plot plot;

    BarrierPicture(List<LinePoint> points, Theme theme, TextWidth text, double width, double height) {
        this.points = points;
        points.forEach(point -> lines.add(point.line()));
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        plot = new Plot(Axis.linear(0, 1, Axis.Unit.PERCENT), accuracyAxis(), theme, text, width, height, LEGEND + 6);
    }

    @Override
    public Picture draw(Optional<LinePoint> hovered) {
        if (points.isEmpty()) {
            return EmptyPicture.of(
                    "Accuracy between the models appears here when a mix is explained", theme, text, width, height);
        }
        plot.frame("Share of the second model", "Validation accuracy");
        lines.forEach(
                line -> draw(line, hovered.isEmpty() || hovered.get().line().equals(line)));
        hovered.ifPresent(point -> plot.add(new Mark.Symbol(
                Palette.shape(point.line().palette()),
                x(point),
                y(point),
                MARKER + 3,
                colour(point.line()),
                theme.text())));
        legend();
        return plot.picture();
    }

    @Override
    public Optional<LinePoint> near(double x, double y) {
        return points.stream()
                .filter(point -> distance(point, x, y) <= REACH)
                .min(Comparator.comparingDouble(point -> distance(point, x, y)));
    }

    /** The line, the mix and its accuracy. */
    @Override
    public String explain(LinePoint point) {
        return String.format(
                Locale.ROOT,
                "%s, %.0f %% of the second\nvalidation: %s",
                point.line().name(),
                100 * point.point().share(),
                point.point().measured());
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
    private void legend() {
        double x = plot.left();
        for (LineData line : lines) {
            double room = 25 + text.of(line.name(), Plot.FONT) + 14;
            if (x + room > width) {
                return;
            }
            plot.add(new Mark.Line(x, LEGEND / 2, x + 20, LEGEND / 2, colour(line), 2, false));
            plot.add(new Mark.Symbol(
                    Palette.shape(line.palette()), x + 10, LEGEND / 2, MARKER, colour(line), theme.background()));
            plot.label(line.name(), x + 25, LEGEND / 2, Mark.Align.LEFT, theme.text());
            x += room;
        }
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
