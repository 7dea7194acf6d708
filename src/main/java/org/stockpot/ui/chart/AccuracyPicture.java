package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.chart.TrialPoint.Series;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/**
 * Lays out accuracy over trials: a line per series with its 95 % band, and the best validation accuracy so far as
 * steps. Where there are more trials than pixels, a pixel's trials are drawn as their mean and their whole band.
 */
final class AccuracyPicture implements PointPicture<TrialPoint> {
    /** Key of the steps of the best validation accuracy so far. */
    static final String BEST = "BEST";

    private static final Texts TEXTS = Texts.of(AccuracyPicture.class);
    private static final double LEGEND = 22;
    private static final int FEW = 60;

    private final List<TrialPoint> trials;
    private final Shown shown;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Plot plot;

    private List<Legend.Entry> legend = List.of();

    AccuracyPicture(List<TrialPoint> trials, Theme theme, TextWidth text, double width, double height) {
        this(trials, Shown.ALL, theme, text, width, height);
    }

    AccuracyPicture(List<TrialPoint> trials, Shown shown, Theme theme, TextWidth text, double width, double height) {
        this.trials = trials;
        this.shown = shown;
        this.theme = theme;
        this.text = text;
        this.width = width;
        plot = new Plot(trialAxis(), accuracyAxis(), shown.framing(), theme, text, width, height, LEGEND + 4);
        this.height = height;
    }

    @Override
    public Picture draw(Optional<TrialPoint> hovered) {
        if (trials.isEmpty()) {
            return EmptyPicture.of(TEXTS.get("accuracy.empty"), theme, text, width, height);
        }
        plot.frame(TEXTS.get("accuracy.across"), TEXTS.get("accuracy.up"));
        hovered.ifPresent(trial ->
                plot.add(new Mark.Line(x(trial), plot.top(), x(trial), plot.bottom(), theme.muted(), 1, false)));
        for (Series series : series()) {
            curve(series);
        }
        if (shown.shows(BEST)) {
            best();
        }
        hovered.ifPresent(trial -> {
            for (Series series : series()) {
                trial.of(series).ifPresent(measured -> symbol(series, x(trial), plot.y(measured.value()), 5));
            }
        });
        drawLegend();
        return plot.picture();
    }

    @Override
    public Optional<Plot> plot() {
        return trials.isEmpty() ? Optional.empty() : Optional.of(plot);
    }

    @Override
    public Optional<Mark.Point> place(TrialPoint trial) {
        for (Series series : series()) {
            Optional<Mark.Point> place = trial.of(series)
                    .filter(measured -> Double.isFinite(measured.value()))
                    .map(measured -> new Mark.Point(x(trial), plot.y(measured.value())))
                    .filter(point -> plot.holds(point.x(), point.y()));
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Legend.Entry> legend() {
        return legend;
    }

    /** The trials within the frame, with the series that are shown. */
    @Override
    public Optional<Table> table() {
        List<String> columns = new ArrayList<>(List.of("trial", "name"));
        series().forEach(series ->
                columns.addAll(Measurement.columns(series.name().toLowerCase(Locale.ROOT))));
        List<List<String>> rows = new ArrayList<>();
        for (TrialPoint trial : trials) {
            if (x(trial) >= plot.left() - 0.5 && x(trial) <= plot.right() + 0.5) {
                List<String> row = new ArrayList<>(List.of(Integer.toString(trial.trial()), trial.name()));
                series().forEach(series ->
                        row.addAll(trial.of(series).map(Measurement::cells).orElse(List.of("", "", "", ""))));
                rows.add(row);
            }
        }
        return trials.isEmpty() ? Optional.empty() : Optional.of(new Table(columns, rows));
    }

    private List<Series> series() {
        return List.of(Series.values()).stream()
                .filter(series -> shown.shows(series.name()))
                .toList();
    }

    /** The trial nearest to a horizontal place inside the frame. */
    @Override
    public Optional<TrialPoint> near(double x, double y) {
        if (x < plot.left() - 6 || x > plot.right() + 6 || y < plot.top() || y > plot.bottom()) {
            return Optional.empty();
        }
        return trials.stream().min(Comparator.comparingDouble(trial -> Math.abs(x(trial) - x)));
    }

    /** Number, name and all values of a trial. */
    @Override
    public String explain(TrialPoint trial) {
        String number = Integer.toString(trial.trial());
        var lines = new StringBuilder(
                trial.name().isEmpty()
                        ? TEXTS.get("accuracy.trial", number)
                        : TEXTS.get("accuracy.trial.named", number, trial.name()));
        for (Series series : Series.values()) {
            trial.of(series)
                    .ifPresent(measured -> lines.append('\n')
                            .append(TEXTS.get("accuracy.value", series.title(), measured.toString())));
        }
        return lines.toString();
    }

    private void curve(Series series) {
        List<Column> columns = columns(series);
        if (columns.isEmpty()) {
            return;
        }
        var band = new ArrayList<Mark.Point>();
        columns.forEach(column -> band.add(new Mark.Point(column.x, inside(column.high))));
        for (int index = columns.size() - 1; index >= 0; index--) {
            band.add(new Mark.Point(columns.get(index).x, inside(columns.get(index).low)));
        }
        if (columns.size() > 1) {
            plot.add(new Mark.Area(band, colour(series).deriveColor(0, 1, 1, 0.16)));
            plot.add(new Mark.Path(columns.stream().map(Column::point).toList(), colour(series), 1.6, false));
        }
        if (columns.size() <= FEW) {
            for (Column column : columns) {
                double y = column.point().y();
                plot.add(new Mark.Line(
                        column.x, inside(column.low), column.x, inside(column.high), colour(series), 1, false));
                symbol(series, column.x, y, 3.5);
            }
        }
    }

    private void best() {
        var steps = new ArrayList<Mark.Point>();
        double best = Double.NEGATIVE_INFINITY;
        for (TrialPoint trial : trials) {
            double value = trial.validation().map(Measurement::value).orElse(Double.NaN);
            if (value > best) {
                if (!steps.isEmpty()) {
                    steps.add(new Mark.Point(x(trial), plot.y(best)));
                }
                best = value;
                steps.add(new Mark.Point(x(trial), plot.y(best)));
            }
        }
        if (!steps.isEmpty()) {
            steps.add(new Mark.Point(x(trials.get(trials.size() - 1)), plot.y(best)));
            plot.add(new Mark.Path(steps, theme.text(), 1.2, true));
        }
    }

    private void drawLegend() {
        var entries = new Legend(plot, theme, text, shown.hidden(), LEGEND, width - ChartMenu.ROOM);
        for (Series series : Series.values()) {
            if (trials.stream().anyMatch(trial -> trial.of(series).isPresent())) {
                entries.add(series.name(), series.title(), colour(series), (x, ink) -> {
                    entries.line(x, ink, 2, false);
                    Mark.Point centre = entries.centre(x);
                    plot.addOver(new Mark.Symbol(series.shape(), centre.x(), centre.y(), 4, ink, theme.background()));
                });
            }
        }
        entries.add(BEST, TEXTS.get("accuracy.best"), theme.text(), (x, ink) -> entries.line(x, ink, 1.2, true));
        legend = entries.entries();
    }

    private void symbol(Series series, double x, double y, double radius) {
        plot.add(new Mark.Symbol(series.shape(), x, y, radius, colour(series), theme.background()));
    }

    private Color colour(Series series) {
        return series.colour(theme);
    }

    private double x(TrialPoint trial) {
        return plot.x(trial.trial());
    }

    private double inside(double value) {
        return Math.max(plot.top(), Math.min(plot.bottom(), plot.y(value)));
    }

    private Axis trialAxis() {
        if (trials.isEmpty()) {
            return Axis.linear(0, 1, Axis.Unit.COUNT);
        }
        double first = Math.min(1, trials.get(0).trial()) - 0.5;
        double last = Math.max(5, trials.get(trials.size() - 1).trial()) + 0.5;
        return Axis.linear(first, last, Axis.Unit.COUNT);
    }

    /** Covers all points, and of every series the interval of the best: what is above or below another may be chance. */
    private Axis accuracyAxis() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : series()) {
            List<Measurement> measured = trials.stream()
                    .flatMap(trial -> trial.of(series).stream())
                    .filter(one -> !Double.isNaN(one.value()))
                    .toList();
            for (Measurement one : measured) {
                low = Math.min(low, one.value());
                high = Math.max(high, one.value());
            }
            Optional<Measurement> best = measured.stream().max(Comparator.comparingDouble(Measurement::value));
            low = Math.min(low, best.map(Measurement::low).orElse(low));
            high = Math.max(high, best.map(Measurement::high).orElse(high));
        }
        return low <= high ? Axis.around(low, high, 0.08, Axis.Unit.PERCENT) : Axis.linear(0, 1, Axis.Unit.PERCENT);
    }

    /** The measured trials of a series, those that fall on the same pixel taken together. */
    private List<Column> columns(Series series) {
        var columns = new ArrayList<Column>();
        for (TrialPoint trial : trials) {
            Optional<Measurement> measured = trial.of(series).filter(value -> Double.isFinite(value.value()));
            if (measured.isPresent()) {
                double x = x(trial);
                if (!columns.isEmpty() && Math.abs(x - columns.get(columns.size() - 1).x) < 1) {
                    columns.get(columns.size() - 1).add(measured.get());
                } else {
                    columns.add(new Column(x, measured.get()));
                }
            }
        }
        return columns;
    }

    private final class Column {
        private final double x;
        private double sum;
        private double low;
        private double high;
        private int count = 1;

        Column(double x, Measurement first) {
            this.x = x;
            sum = first.value();
            low = first.low();
            high = first.high();
        }

        void add(Measurement more) {
            sum += more.value();
            low = Math.min(low, more.low());
            high = Math.max(high, more.high());
            count++;
        }

        Mark.Point point() {
            return new Mark.Point(x, plot.y(sum / count));
        }
    }
}
