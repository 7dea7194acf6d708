package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/** Lays out accuracy per class: a group of bars per class, one per model, with 95 % Wilson intervals. */
final class BarsPicture implements PointPicture<BarPoint> {
    private static final Texts TEXTS = Texts.of(BarsPicture.class);
    private static final double LEGEND = 18;
    private static final double GAP = 0.14;
    private static final double TURN = -35;
    /** So that three bars beside each other stay apart: blue, orange, green. */
    private static final List<Integer> COLOURS = List.of(4, 1, 0);

    private final List<BarPoint> points;
    private final Map<BarGroup, Integer> groups = new LinkedHashMap<>();
    private final Map<Integer, String> models = new LinkedHashMap<>();
    private final List<Integer> columns;
    private final Shown shown;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Plot plot;
    private List<Legend.Entry> legend = List.of();

    BarsPicture(List<BarPoint> points, Shown shown, Theme theme, TextWidth text, double width, double height) {
        Set<Integer> visible = new LinkedHashSet<>();
        for (BarPoint point : points) {
            groups.putIfAbsent(point.group(), groups.size());
            models.put(point.model(), point.name());
            if (shown.shows(point.name())) {
                visible.add(point.model());
            }
        }
        this.points = points.stream()
                .filter(point -> shown.shows(point.name())
                        && Double.isFinite(point.measured().value()))
                .toList();
        this.columns = List.copyOf(visible);
        this.shown = shown;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        this.plot = new Plot(
                new Axis(0, Math.max(1, groups.size()), Axis.Kind.LINEAR, Axis.Unit.NONE),
                Axis.linear(0, 1, Axis.Unit.PERCENT),
                shown.framing(),
                theme,
                text,
                width,
                height - (groups.isEmpty() ? 0 : nameRoom()),
                LEGEND + 6);
    }

    @Override
    public Picture draw(Optional<BarPoint> hovered) {
        if (groups.isEmpty()) {
            return EmptyPicture.of(TEXTS.get("bars.empty"), theme, text, width, height);
        }
        plot.frame("", TEXTS.get("bars.up"));
        plot.addOver(Mark.Label.axisTitle(
                TEXTS.get("bars.across"),
                (plot.left() + plot.right()) / 2,
                height - Plot.FONT / 2 - 2,
                theme.text(),
                Plot.FONT,
                0));
        points.forEach(point -> bar(point, hovered.filter(point::equals).isPresent()));
        names();
        drawLegend();
        Picture drawn = plot.picture();
        return new Picture(width, height, drawn.background(), drawn.marks());
    }

    @Override
    public Optional<BarPoint> near(double x, double y) {
        return points.stream()
                .filter(point -> plot.holds(x, y) && x >= left(point) && x <= right(point))
                .findFirst();
    }

    @Override
    public String explain(BarPoint point) {
        return TEXTS.get(
                "bars.point",
                point.group().name(),
                point.name(),
                point.measured().toString());
    }

    @Override
    public Optional<Plot> plot() {
        return groups.isEmpty() ? Optional.empty() : Optional.of(plot);
    }

    @Override
    public Optional<Mark.Point> place(BarPoint point) {
        double x = (left(point) + right(point)) / 2;
        double y = points.contains(point) ? plot.y(point.measured().value()) : Double.NaN;
        return plot.holds(x, y) ? Optional.of(new Mark.Point(x, y)) : Optional.empty();
    }

    @Override
    public List<Legend.Entry> legend() {
        return legend;
    }

    /** The bars that lie within the frame. */
    @Override
    public Optional<Table> table() {
        List<List<String>> rows = new ArrayList<>();
        for (BarPoint point : points) {
            if (right(point) >= plot.left() && left(point) <= plot.right()) {
                List<String> row = new ArrayList<>(List.of(point.group().name(), point.name()));
                row.addAll(point.measured().cells());
                rows.add(row);
            }
        }
        List<String> names = new ArrayList<>(List.of("class", "model"));
        names.addAll(Measurement.columns("accuracy"));
        return groups.isEmpty() ? Optional.empty() : Optional.of(new Table(names, rows));
    }

    private void bar(BarPoint point, boolean lit) {
        double left = left(point);
        double wide = Math.max(1, right(point) - left);
        double zero = plot.y(0);
        double end = plot.y(point.measured().value());
        double top = Math.min(zero, end);
        Color colour = colour(point.model());
        plot.add(new Mark.Box(left, top, wide, Math.abs(zero - end), lit ? colour : colour.deriveColor(0, 1, 1, 0.85)));
        double middle = left + wide / 2;
        plot.add(new Mark.Line(
                middle,
                plot.y(point.measured().low()),
                middle,
                plot.y(point.measured().high()),
                theme.text(),
                1.2,
                false));
        if (lit) {
            plot.add(new Mark.Frame(left, top, wide, Math.abs(zero - end), theme.text(), 1.2));
        }
    }

    /** Below the frame; turned where they would run into each other. */
    private void names() {
        double room = pitch() - 6;
        double y = plot.bottom() + 12;
        groups.forEach((group, index) -> {
            double x = plot.x(index + 0.5);
            if (x < plot.left() || x > plot.right()) {
                return;
            }
            if (turned()) {
                plot.addOver(new Mark.Label(
                        text.elide(group.name(), Plot.FONT, 90),
                        x,
                        y,
                        Mark.Align.RIGHT,
                        theme.text(),
                        Plot.FONT,
                        false,
                        TURN));
            } else {
                plot.labelOver(text.elide(group.name(), Plot.FONT, room), x, y, Mark.Align.CENTRE, theme.text());
            }
        });
    }

    private void drawLegend() {
        var entries = new Legend(plot, theme, text, shown.hidden(), LEGEND, width - ChartMenu.ROOM);
        models.forEach((model, name) -> entries.add(name, name, colour(model), (x, ink) -> {
            Mark.Point centre = entries.centre(x);
            plot.addOver(new Mark.Box(centre.x() - 6, centre.y() - 5, 12, 10, ink));
        }));
        legend = entries.entries();
    }

    private boolean turned() {
        return groups.keySet().stream().anyMatch(group -> text.of(group.name(), Plot.FONT) > pitch() - 6);
    }

    private double pitch() {
        return (width - 60) / groups.size();
    }

    private double nameRoom() {
        return turned() ? 50 : 0;
    }

    private double left(BarPoint point) {
        double place = GAP + (1 - 2 * GAP) * columns.indexOf(point.model()) / Math.max(1, columns.size());
        return Math.min(plot.x(group(point) + place), plot.x(group(point) + place + step()));
    }

    private double right(BarPoint point) {
        double place = GAP + (1 - 2 * GAP) * columns.indexOf(point.model()) / Math.max(1, columns.size());
        return Math.max(plot.x(group(point) + place), plot.x(group(point) + place + step()));
    }

    private int group(BarPoint point) {
        return groups.getOrDefault(point.group(), 0);
    }

    private double step() {
        return (1 - 2 * GAP) / Math.max(1, columns.size()) - 0.01;
    }

    private Color colour(int model) {
        return Palette.colour(COLOURS.get(Math.floorMod(model, COLOURS.size())), theme);
    }
}
