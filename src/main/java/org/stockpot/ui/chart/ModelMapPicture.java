package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/** Lays out a map of models; a step is equally long on both axes, because distances are what it shows, unless a part is zoomed. */
final class ModelMapPicture implements PointPicture<ModelPoint> {
    private static final double REACH = 14;
    private static final double MARKER = 6;
    private static final double MARGIN = 0.12;
    /** About what a frame takes for numbers and titles. */
    private static final double FRAME_WIDTH = 70;

    private static final double FRAME_HEIGHT = 44;

    private final List<ModelPoint> points;
    private final ModelMapChart.Words words;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Plot plot;

    ModelMapPicture(
            List<ModelPoint> points,
            ModelMapChart.Words words,
            Framing framing,
            Theme theme,
            TextWidth text,
            double width,
            double height) {
        this.points = points;
        this.words = words;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        double across = Math.max(1, width - FRAME_WIDTH);
        double up = Math.max(1, height - FRAME_HEIGHT);
        double step = Math.max(span(ModelPoint::x) / across, span(ModelPoint::y) / up);
        step = step > 0 ? step * (1 + 2 * MARGIN) : 1 / Math.min(across, up);
        plot = new Plot(
                axis(middle(ModelPoint::x), step * across),
                axis(middle(ModelPoint::y), step * up),
                framing,
                theme,
                text,
                width,
                height,
                8);
    }

    private static Axis axis(double middle, double length) {
        return Axis.linear(middle - length / 2, middle + length / 2, Axis.Unit.PERCENT);
    }

    private double span(ToDoubleFunction<ModelPoint> place) {
        return points.stream().mapToDouble(place).max().orElse(0)
                - points.stream().mapToDouble(place).min().orElse(0);
    }

    private double middle(ToDoubleFunction<ModelPoint> place) {
        return (points.stream().mapToDouble(place).max().orElse(0)
                        + points.stream().mapToDouble(place).min().orElse(0))
                / 2;
    }

    @Override
    public Picture draw(Optional<ModelPoint> hovered) {
        if (points.isEmpty()) {
            return EmptyPicture.of(words.empty(), theme, text, width, height);
        }
        plot.frame(words.across(), words.up());
        points.forEach(this::marker);
        hovered.ifPresent(point -> plot.add(
                new Mark.Symbol(MarkerShape.CIRCLE, x(point), y(point), MARKER + 5, Color.TRANSPARENT, theme.text())));
        names();
        return plot.picture();
    }

    @Override
    public Optional<ModelPoint> near(double x, double y) {
        return points.stream()
                .filter(point -> plot.holds(x(point), y(point)))
                .filter(point -> distance(point, x, y) <= REACH)
                .min(Comparator.comparingDouble(point -> distance(point, x, y)));
    }

    @Override
    public Optional<Plot> plot() {
        return points.isEmpty() ? Optional.empty() : Optional.of(plot);
    }

    @Override
    public Optional<Mark.Point> place(ModelPoint point) {
        return plot.holds(x(point), y(point)) ? Optional.of(new Mark.Point(x(point), y(point))) : Optional.empty();
    }

    @Override
    public String explain(ModelPoint point) {
        return point.words();
    }

    @Override
    public Optional<Table> table() {
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        List.of("model", "kind", words.across(), words.up()),
                        points.stream()
                                .filter(point -> place(point).isPresent())
                                .map(point -> List.of(
                                        point.name(),
                                        point.kind().name().toLowerCase(Locale.ROOT),
                                        Table.number(100 * point.x()),
                                        Table.number(100 * point.y())))
                                .toList()));
    }

    private void marker(ModelPoint point) {
        switch (point.kind()) {
            case BASE ->
                plot.add(new Mark.Symbol(
                        MarkerShape.SQUARE, x(point), y(point), MARKER, theme.background(), theme.text()));
            case INGREDIENT ->
                plot.add(new Mark.Symbol(
                        Palette.shape(point.palette()),
                        x(point),
                        y(point),
                        MARKER,
                        Palette.colour(point.palette(), theme),
                        theme.background()));
            case MIX -> {
                plot.add(new Mark.Symbol(
                        MarkerShape.CIRCLE,
                        x(point),
                        y(point),
                        MARKER + 4,
                        theme.accent().deriveColor(0, 1, 1, 0.25),
                        theme.accent()));
                plot.add(new Mark.Symbol(
                        MarkerShape.CIRCLE, x(point), y(point), MARKER - 2.5, theme.accent(), theme.background()));
            }
        }
    }

    /** Names beside their points where there is room; the mix and the base first. */
    private void names() {
        var taken = new ArrayList<double[]>();
        points.forEach(point ->
                taken.add(new double[] {x(point) - MARKER, y(point) - MARKER, x(point) + MARKER, y(point) + MARKER}));
        points.stream()
                .sorted(Comparator.comparing((ModelPoint point) -> point.kind() == ModelPoint.Kind.INGREDIENT))
                .forEach(point -> name(point, taken));
    }

    private void name(ModelPoint point, List<double[]> taken) {
        double room = text.of(point.name(), Plot.FONT);
        double beside = MARKER + (point.kind() == ModelPoint.Kind.MIX ? 8 : 4);
        double[][] places = {
            {x(point) + beside, y(point)},
            {x(point) - beside - room, y(point)},
            {x(point) - room / 2, y(point) - beside - 5},
            {x(point) - room / 2, y(point) + beside + 5}
        };
        for (double[] place : places) {
            double[] box = {place[0] - 1, place[1] - Plot.FONT / 2, place[0] + room + 1, place[1] + Plot.FONT / 2};
            boolean inside = box[0] >= plot.left() && box[2] <= width && box[1] >= 0 && box[3] <= plot.bottom();
            if (inside
                    && taken.stream()
                            .noneMatch(other ->
                                    box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) {
                taken.add(box);
                plot.boxedLabel(point.name(), place[0], place[1], theme.text());
                return;
            }
        }
    }

    private double x(ModelPoint point) {
        return plot.x(point.x());
    }

    private double y(ModelPoint point) {
        return plot.y(point.y());
    }

    private double distance(ModelPoint point, double x, double y) {
        return Math.hypot(x(point) - x, y(point) - y);
    }
}
