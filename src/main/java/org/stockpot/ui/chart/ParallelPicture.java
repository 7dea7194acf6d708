package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.chart.ParallelData.Line;
import org.stockpot.ui.chart.ParallelData.Range;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ColourMap;
import org.stockpot.ui.theme.Theme;

/**
 * Lays out parallel coordinates: a vertical axis per ingredient or layer group, a line per trial, coloured by its score;
 * what lies outside a brush is grey. Inselberg 1985, "The plane with parallel coordinates".
 */
final class ParallelPicture {
    private static final Texts TEXTS = Texts.of(ParallelPicture.class);
    private static final double FONT = 11;
    private static final double FOOT = 24;
    private static final double LEGEND = 90;
    private static final double REACH = 6;
    private static final double GRIP = 12;
    private static final double TURN = -35;
    private static final int STEPS = 64;
    /** Share of a logarithmic axis between its low end and the smallest positive value. */
    private static final double ROOM_BELOW = 0.08;

    private final ParallelData data;
    private final Brushes brushes;
    private final Set<Integer> selected;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Axis values;
    private final Optional<Axis> logarithmic;
    private final Axis scores;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;
    private final boolean turned;
    private final List<Mark> marks = new ArrayList<>();

    ParallelPicture(
            ParallelData data,
            Brushes brushes,
            Set<Integer> selected,
            Theme theme,
            TextWidth text,
            double width,
            double height) {
        this.data = data;
        this.brushes = brushes;
        this.selected = selected;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        values = axis(
                data.lines().stream().flatMap(line -> line.values().stream()).toList(), 0.02, Axis.Unit.PLAIN);
        logarithmic = logarithmic(data);
        scores = axis(data.lines().stream().map(Line::score).toList(), 0, Axis.Unit.PERCENT);
        left = 60;
        right = width - LEGEND - 12;
        double pitch = (right - left) / Math.max(1, data.axes().size() - 1);
        turned = IntStream.range(0, data.axes().size()).anyMatch(axis -> text.of(name(axis), FONT) > pitch - 8);
        top = turned ? 66 : 30;
        bottom = height - FOOT;
    }

    Picture draw(Optional<Line> hovered) {
        marks.clear();
        if (data.lines().isEmpty() || data.axes().isEmpty()) {
            return EmptyPicture.of(TEXTS.get("parallel.empty"), theme, text, width, height);
        }
        data.lines().stream().filter(line -> !brushes.keeps(line)).forEach(line -> line(line, grey(), 1));
        kept().stream()
                .sorted(Comparator.comparingDouble(line -> Double.isNaN(line.score()) ? -1 : line.score()))
                .forEach(line -> line(line, colour(line), 1.4));
        kept().stream().filter(line -> selected.contains(line.key())).forEach(line -> line(line, theme.accent(), 2.6));
        hovered.ifPresent(line -> line(line, theme.text(), 2.6));
        IntStream.range(0, data.axes().size()).forEach(this::axis);
        legend();
        marks.add(AxisTitle.of(TEXTS.get("parallel.weight"), (top + bottom) / 2, 2, bottom, text)
                .upright(8, theme.text()));
        long kept = kept().size();
        String foot = brushes.ranges().isEmpty()
                ? TEXTS.get("parallel.help")
                : TEXTS.get(
                        "parallel.kept",
                        Long.toString(kept),
                        Integer.toString(data.lines().size()));
        double room = width - 40 - text.of(score(), FONT);
        label(text.elide(foot, FONT, room), 12, height - 8, Mark.Align.LEFT, theme.muted());
        return new Picture(width, height, theme.background(), marks);
    }

    /** The line nearest to a place, within reach of the mouse; grey ones do not count. */
    Optional<Line> near(double x, double y) {
        if (x < left - REACH || x > right + REACH || data.axes().isEmpty()) {
            return Optional.empty();
        }
        return kept().stream()
                .filter(line -> Math.abs(heightAt(line, x) - y) <= REACH)
                .min(Comparator.comparingDouble(line -> Math.abs(heightAt(line, x) - y)));
    }

    /** The axis whose line, or whose name, lies at a place. */
    OptionalInt axisAt(double x) {
        return IntStream.range(0, data.axes().size())
                .filter(axis -> Math.abs(x(axis) - x) <= GRIP)
                .findFirst();
    }

    boolean isName(double y) {
        return y < top;
    }

    /** The value at a height of an axis. */
    double value(int axis, double y) {
        double share = (bottom - y) / (bottom - top);
        return at(axis, brushes.flipped().contains(axis) ? 1 - share : share);
    }

    /** The value that lies by a share of the axis further up. */
    double moved(int axis, double value, double step) {
        return at(axis, share(axis, value) + step);
    }

    /** From the low end of an axis to its high end. */
    Range whole(int axis) {
        return new Range(at(axis, 0), at(axis, 1));
    }

    /** Whether an axis has values that a logarithmic scale can show. */
    boolean canBeLogarithmic(int axis) {
        return data.lines().stream().anyMatch(line -> line.values().get(axis) > 0);
    }

    private boolean isLogarithmic(int axis) {
        return brushes.logarithmic().contains(axis) && canBeLogarithmic(axis);
    }

    /** Axes of the same kind share one scale, so that their values can be compared. */
    private Axis scale(int axis) {
        return isLogarithmic(axis) ? logarithmic.orElse(values) : values;
    }

    private double share(int axis, double value) {
        double share = scale(axis).share(value);
        return isLogarithmic(axis) ? Math.max(0, share) : share;
    }

    /** The low end of a logarithmic axis also means all that is not positive. */
    private double at(int axis, double share) {
        double within = Math.max(0, Math.min(1, share));
        return within == 0 && isLogarithmic(axis)
                ? Math.min(values.low(), scale(axis).low())
                : scale(axis).value(within);
    }

    private String name(int axis) {
        String name = data.axes().get(axis);
        String scaled = isLogarithmic(axis) ? TEXTS.get("parallel.log", name) : name;
        return brushes.flipped().contains(axis) ? "▼ " + scaled : scaled;
    }

    /** Name, score and all weights of a trial. */
    String explain(Line line) {
        String score = Double.isNaN(line.score())
                ? TEXTS.get("parallel.none")
                : TEXTS.get("parallel.value", data.score(), Measurement.percent(line.score()));
        var words = new StringBuilder(TEXTS.get("parallel.point", line.name(), score));
        for (int axis = 0; axis < data.axes().size(); axis++) {
            double value = line.values().get(axis);
            String key = isLogarithmic(axis) && value <= 0 ? "parallel.below" : "parallel.value";
            words.append('\n').append(TEXTS.get(key, data.axes().get(axis), Axis.significant(value)));
        }
        return words.toString();
    }

    /** Every line, and whether it lies within the brushes. */
    Optional<Table> table() {
        List<String> columns = new ArrayList<>(List.of("trial"));
        columns.addAll(data.axes());
        columns.add("score");
        columns.add("within_brushes");
        List<List<String>> rows = new ArrayList<>();
        for (Line line : data.lines()) {
            List<String> row = new ArrayList<>(List.of(line.name()));
            line.values().forEach(value -> row.add(Table.number(value)));
            row.add(Table.number(line.score()));
            row.add(Boolean.toString(brushes.keeps(line)));
            rows.add(row);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
    }

    /** The lines within all brushes. */
    List<Line> kept() {
        return data.lines().stream().filter(brushes::keeps).toList();
    }

    private void line(Line line, Color colour, double thickness) {
        List<Mark.Point> points = IntStream.range(0, data.axes().size())
                .mapToObj(axis -> new Mark.Point(x(axis), y(axis, line.values().get(axis))))
                .toList();
        marks.add(new Mark.Path(points, colour, thickness, false));
    }

    private void axis(int axis) {
        double x = Math.floor(x(axis)) + 0.5;
        boolean active = brushes.active() == axis;
        marks.add(new Mark.Line(x, top, x, bottom, active ? theme.accent() : theme.muted(), active ? 2 : 1, false));
        for (Axis.Tick tick : scale(axis).ticks((int) Math.max(2, Math.min(6, (bottom - top) / 40)))) {
            double y = y(axis, tick.value());
            marks.add(new Mark.Line(x - 3, y, x, y, theme.muted(), 1, false));
            if (hasNumbers(axis)) {
                if (axis > 0) {
                    ground(tick.text(), x - 6, y);
                }
                label(tick.text(), x - 6, y, Mark.Align.RIGHT, theme.muted());
            }
        }
        String name = name(axis);
        if (turned) {
            marks.add(new Mark.Label(
                    text.elide(name, FONT, 88), x, top - 8, Mark.Align.LEFT, theme.text(), FONT, active, TURN));
        } else {
            marks.add(new Mark.Label(name, x, top - 12, Mark.Align.CENTRE, theme.text(), FONT, active, 0));
        }
        Optional.ofNullable(brushes.ranges().get(axis)).ifPresent(range -> {
            double high = y(axis, range.high());
            double low = y(axis, range.low());
            double from = Math.max(top, Math.min(high, low));
            double to = Math.min(bottom, Math.max(high, low));
            marks.add(new Mark.Box(x - 6, from, 12, to - from, theme.accent().deriveColor(0, 1, 1, 0.25)));
            marks.add(new Mark.Frame(x - 6, from, 12, to - from, theme.accent(), 1));
        });
    }

    /** Something of the background behind a number among lines, so that it can be read. */
    private void ground(String number, double right, double y) {
        double room = text.of(number, FONT);
        Color paper = theme.background().deriveColor(0, 1, 1, 0.8);
        marks.add(new Mark.Box(right - room - 1, y - FONT / 2, room + 2, FONT, paper));
    }

    /** The first axis, and where another scale begins. */
    private boolean hasNumbers(int axis) {
        return axis == 0 || brushes.flipped().contains(axis) || isLogarithmic(axis) || isLogarithmic(axis - 1);
    }

    private void legend() {
        double x = width - LEGEND + 6;
        double tall = bottom - top;
        for (int step = 0; step < STEPS; step++) {
            double y = top + tall * (1 - (step + 1.0) / STEPS);
            marks.add(new Mark.Box(x, y, 12, tall / STEPS + 0.6, ColourMap.SEQUENTIAL.at((step + 0.5) / STEPS)));
        }
        marks.add(new Mark.Frame(x, top, 12, tall, theme.line(), 1));
        for (Axis.Tick tick : scores.ticks((int) Math.max(2, Math.min(6, tall / 40)))) {
            double y = top + tall * (1 - scores.share(tick.value()));
            marks.add(new Mark.Line(x + 12, y, x + 15, y, theme.muted(), 1, false));
            label(tick.text(), x + 18, y, Mark.Align.LEFT, theme.muted());
        }
        double half = text.of(score(), FONT) / 2;
        marks.add(Mark.Label.axisTitle(score(), width - 6 - half, height - 8, theme.text(), FONT, 0));
    }

    private String score() {
        return TEXTS.get("parallel.score", data.score());
    }

    private Color colour(Line line) {
        return Double.isNaN(line.score()) ? theme.muted() : ColourMap.SEQUENTIAL.at(scores.share(line.score()));
    }

    private Color grey() {
        return theme.line().deriveColor(0, 1, 1, 0.55);
    }

    private double x(int axis) {
        return data.axes().size() == 1
                ? (left + right) / 2
                : left + (right - left) * axis / (data.axes().size() - 1.0);
    }

    private double y(int axis, double value) {
        double share = share(axis, value);
        return bottom - (bottom - top) * (brushes.flipped().contains(axis) ? 1 - share : share);
    }

    private double heightAt(Line line, double x) {
        int count = data.axes().size();
        if (count == 1) {
            return y(0, line.values().get(0));
        }
        double place = Math.max(0, Math.min(count - 1.0, (x - left) / (right - left) * (count - 1)));
        int axis = Math.min(count - 2, (int) place);
        double from = y(axis, line.values().get(axis));
        double to = y(axis + 1, line.values().get(axis + 1));
        return from + (to - from) * (place - axis);
    }

    private void label(String words, double x, double y, Mark.Align align, Color colour) {
        marks.add(new Mark.Label(words, x, y, align, colour, FONT, false, 0));
    }

    /** With room at the low end for what is not positive; none where nothing is positive. */
    private static Optional<Axis> logarithmic(ParallelData data) {
        double[] positive = data.lines().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0 && Double.isFinite(value))
                .sorted()
                .toArray();
        if (positive.length == 0) {
            return Optional.empty();
        }
        double low = positive[0];
        double high = positive[positive.length - 1];
        double room = Math.max(1.05, Math.pow(high / low, ROOM_BELOW));
        return Optional.of(Axis.logarithmic(low / room, high * Math.sqrt(room), Axis.Unit.PLAIN));
    }

    private static Axis axis(List<Double> numbers, double margin, Axis.Unit unit) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }
        return low <= high ? Axis.around(low, high, margin, unit) : Axis.linear(0, 1, unit);
    }
}
