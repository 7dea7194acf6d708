package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.paint.Color;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.Reliability;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;

/**
 * Lays out a reliability diagram: the share of right images in bins of confidence with 95 % Wilson intervals, the gap to
 * the mean confidence, and how many images each bin holds as bars at the bottom. Guo et al. 2017, arXiv:1706.04599, §2.
 */
final class ReliabilityPicture implements PointPicture<Reliability.Bin> {
    private static final Texts TEXTS = Texts.of(ReliabilityPicture.class);
    /** Key of the gaps between confidence and accuracy. */
    static final String GAP = "gap";
    /** Key of the line on which a model is right as often as it says. */
    static final String PERFECT = "perfect";

    private static final double LEGEND = 18;
    private static final double HISTOGRAM = 0.12;

    private final List<Reliability.Bin> bins;
    private final Shown shown;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final Plot plot;
    private List<Legend.Entry> legend = List.of();

    ReliabilityPicture(
            List<Reliability.Bin> bins, Shown shown, Theme theme, TextWidth text, double width, double height) {
        this.bins = bins;
        this.shown = shown;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        Axis whole = Axis.linear(0, 1, Axis.Unit.PERCENT);
        plot = new Plot(whole, whole, shown.framing(), theme, text, width, height, LEGEND + 6);
    }

    @Override
    public Picture draw(Optional<Reliability.Bin> hovered) {
        if (images() == 0) {
            return EmptyPicture.of(TEXTS.get("reliability.empty"), theme, text, width, height);
        }
        plot.frame(TEXTS.get("reliability.across"), TEXTS.get("reliability.up"));
        for (Reliability.Bin bin : bins) {
            if (bin.count() > 0) {
                bar(bin, hovered.filter(bin::equals).isPresent());
            }
        }
        if (shown.shows(PERFECT)) {
            plot.add(new Mark.Line(plot.x(0), plot.y(0), plot.x(1), plot.y(1), theme.text(), 1.2, true));
        }
        drawLegend();
        return plot.picture();
    }

    /** The bars are what the chart is about, so they stay. */
    private void drawLegend() {
        var entries = new Legend(plot, theme, text, shown.hidden(), LEGEND, width - ChartMenu.ROOM);
        entries.add("", error(), blue(), (x, ink) -> plot.addOver(new Mark.Box(x + 4, LEGEND / 2 - 5, 12, 10, ink)));
        entries.add(
                GAP,
                TEXTS.get("reliability.gap"),
                theme.bad(),
                (x, ink) -> plot.addOver(new Mark.Box(x + 4, LEGEND / 2 - 5, 12, 10, ink.deriveColor(0, 1, 1, 0.35))));
        entries.add(
                PERFECT, TEXTS.get("reliability.perfect"), theme.text(), (x, ink) -> entries.line(x, ink, 1.2, true));
        legend = entries.entries().stream()
                .filter(entry -> !entry.key().isEmpty())
                .toList();
    }

    @Override
    public List<Legend.Entry> legend() {
        return legend;
    }

    @Override
    public Optional<Reliability.Bin> near(double x, double y) {
        return bins.stream()
                .filter(bin -> bin.count() > 0 && plot.holds(x, y) && x >= left(bin) && x <= right(bin))
                .findFirst();
    }

    @Override
    public String explain(Reliability.Bin bin) {
        return TEXTS.get(
                "reliability.point",
                percent(bin.low()),
                percent(bin.high()),
                percent(bin.confidence()),
                percent(bin.accuracy()),
                String.format(Locale.ROOT, "%,d", bin.count()));
    }

    @Override
    public Optional<Plot> plot() {
        return images() == 0 ? Optional.empty() : Optional.of(plot);
    }

    @Override
    public Optional<Mark.Point> place(Reliability.Bin bin) {
        double x = (left(bin) + right(bin)) / 2;
        double y = bin.count() > 0 ? plot.y(bin.accuracy()) : Double.NaN;
        return plot.holds(x, y) ? Optional.of(new Mark.Point(x, y)) : Optional.empty();
    }

    /** The bins within the frame, empty ones too. */
    @Override
    public Optional<Table> table() {
        List<List<String>> rows = new ArrayList<>();
        for (Reliability.Bin bin : bins) {
            if (right(bin) > plot.left() + 0.5 && left(bin) < plot.right() - 0.5) {
                rows.add(List.of(
                        Table.number(bin.low()),
                        Table.number(bin.high()),
                        Integer.toString(bin.count()),
                        Table.number(bin.confidence()),
                        Integer.toString(bin.correct()),
                        Table.number(bin.accuracy())));
            }
        }
        return images() == 0
                ? Optional.empty()
                : Optional.of(new Table(
                        List.of("confidence_from", "confidence_to", "images", "mean_confidence", "right", "accuracy"),
                        rows));
    }

    private void bar(Reliability.Bin bin, boolean lit) {
        double left = left(bin) + 1;
        double wide = right(bin) - left(bin) - 2;
        box(left, wide, 0, bin.accuracy(), lit ? blue() : blue().deriveColor(0, 1, 1, 0.8));
        if (shown.shows(GAP)) {
            box(left, wide, bin.accuracy(), bin.confidence(), theme.bad().deriveColor(0, 1, 1, 0.35));
        }
        double tallest = bins.stream().mapToInt(Reliability.Bin::count).max().orElse(1);
        box(
                left + wide * 0.3,
                wide * 0.4,
                0,
                HISTOGRAM * bin.count() / tallest,
                theme.background().deriveColor(0, 1, 1, 0.7));
        Interval interval = Interval.wilson(bin.correct(), bin.count());
        double middle = left + wide / 2;
        plot.add(new Mark.Line(
                middle, plot.y(interval.low()), middle, plot.y(interval.high()), theme.text(), 1.2, false));
    }

    private void box(double x, double wide, double from, double to, Color fill) {
        double top = Math.min(plot.y(from), plot.y(to));
        plot.add(new Mark.Box(x, top, wide, Math.abs(plot.y(from) - plot.y(to)), fill));
    }

    private String error() {
        return TEXTS.get("reliability.error", percent(new Reliability(bins).error()));
    }

    private Color blue() {
        return Palette.colour(0, theme);
    }

    private int images() {
        return bins.stream().mapToInt(Reliability.Bin::count).sum();
    }

    private double left(Reliability.Bin bin) {
        return Math.min(plot.x(bin.low()), plot.x(bin.high()));
    }

    private double right(Reliability.Bin bin) {
        return Math.max(plot.x(bin.low()), plot.x(bin.high()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
