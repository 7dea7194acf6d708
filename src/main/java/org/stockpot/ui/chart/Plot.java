package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.theme.Theme;

/** The frame of a chart with two axes: where values lie, grid, numbers and titles. */
final class Plot implements PlotArea {
    static final double FONT = 11;
    private static final double TITLE = 16;

    private final Axis across;
    private final Axis up;
    private final boolean acrossCanBeLogarithmic;
    private final boolean upCanBeLogarithmic;
    private final Framing framing;
    private final Theme theme;
    private final TextWidth text;
    private final double width;
    private final double height;
    private final double top;
    private final double left;
    private final double bottom;
    private final double right;
    private final List<Axis.Tick> upTicks;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Mark> inside = new ArrayList<>();
    private final List<Mark> over = new ArrayList<>();

    /** @param top pixels left free above the frame, for a legend */
    Plot(Axis across, Axis up, Theme theme, TextWidth text, double width, double height, double top) {
        this(across, up, Framing.FIT, theme, text, width, height, top);
    }

    /**
     * A part of the axes.
     *
     * @param wholeAcross the axis to the right when everything is shown
     * @param wholeUp the axis up when everything is shown
     * @param top pixels left free above the frame, for a legend
     */
    Plot(
            Axis wholeAcross,
            Axis wholeUp,
            Framing framing,
            Theme theme,
            TextWidth text,
            double width,
            double height,
            double top) {
        this.across = framing.across(wholeAcross);
        this.up = framing.up(wholeUp);
        acrossCanBeLogarithmic = Framing.canBeLogarithmic(wholeAcross);
        upCanBeLogarithmic = Framing.canBeLogarithmic(wholeUp);
        this.framing = framing;
        this.theme = theme;
        this.text = text;
        this.width = width;
        this.height = height;
        this.top = top;
        bottom = height - (FONT + 8 + TITLE);
        upTicks = this.up.ticks((int) Math.max(2, Math.min(8, (bottom - top) / 34)));
        double numbers = upTicks.stream()
                .mapToDouble(tick -> text.of(tick.text(), FONT))
                .max()
                .orElse(0);
        left = TITLE + 6 + numbers + 6;
        right = width - 12;
    }

    double x(double value) {
        double share = across.share(value);
        return left + (right - left) * (framing.acrossFlipped() ? 1 - share : share);
    }

    double y(double value) {
        double share = up.share(value);
        return bottom - (bottom - top) * (framing.upFlipped() ? 1 - share : share);
    }

    boolean acrossCanBeLogarithmic() {
        return acrossCanBeLogarithmic;
    }

    boolean upCanBeLogarithmic() {
        return upCanBeLogarithmic;
    }

    @Override
    public double acrossShare(double x) {
        double share = (x - left) / (right - left);
        return framing.acrossFlipped() ? 1 - share : share;
    }

    @Override
    public double upShare(double y) {
        double share = (bottom - y) / (bottom - top);
        return framing.upFlipped() ? 1 - share : share;
    }

    @Override
    public double left() {
        return left;
    }

    @Override
    public double right() {
        return right;
    }

    @Override
    public double top() {
        return top;
    }

    @Override
    public double bottom() {
        return bottom;
    }

    /** Adds what belongs into the frame; what lies outside is cut off while a part is shown. */
    void add(Mark mark) {
        inside.add(mark);
    }

    /** Adds what may lie anywhere, such as a legend; it is drawn last. */
    void addOver(Mark mark) {
        over.add(mark);
    }

    void labelOver(String words, double x, double y, Mark.Align align, Color colour) {
        over.add(new Mark.Label(words, x, y, align, colour, FONT, false, 0));
    }

    private void label(String words, double x, double y, Mark.Align align, Color colour) {
        marks.add(new Mark.Label(words, x, y, align, colour, FONT, false, 0));
    }

    /** A line of text with the background behind it, so that it stays readable over points. */
    void boxedLabel(String words, double x, double y, Color colour) {
        double room = text.of(words, FONT);
        inside.add(new Mark.Box(
                x - 2, y - FONT / 2 - 2, room + 4, FONT + 4, theme.background().deriveColor(0, 1, 1, 0.75)));
        inside.add(new Mark.Label(words, x, y, Mark.Align.LEFT, colour, FONT, false, 0));
    }

    void frame(String acrossTitle, String upTitle) {
        double widestTick = across.ticks(6).stream()
                .mapToDouble(tick -> text.of(tick.text(), FONT))
                .max()
                .orElse(1);
        int wanted = (int) Math.max(1, Math.min(10, (right - left) / (1.8 * widestTick + 14)));
        for (Axis.Tick tick : across.ticks(wanted)) {
            double x = crisp(x(tick.value()));
            marks.add(new Mark.Line(x, top, x, bottom, grid(), 1, false));
            marks.add(new Mark.Line(x, bottom, x, bottom + 4, theme.muted(), 1, false));
            double half = text.of(tick.text(), FONT) / 2;
            label(tick.text(), Math.min(x, width - half - 1), bottom + 6 + FONT / 2, Mark.Align.CENTRE, theme.muted());
        }
        for (Axis.Tick tick : upTicks) {
            double y = crisp(y(tick.value()));
            marks.add(new Mark.Line(left, y, right, y, grid(), 1, false));
            marks.add(new Mark.Line(left - 4, y, left, y, theme.muted(), 1, false));
            label(tick.text(), left - 6, y, Mark.Align.RIGHT, theme.muted());
        }
        marks.add(new Mark.Line(crisp(left), top, crisp(left), bottom, theme.muted(), 1, false));
        marks.add(new Mark.Line(left, crisp(bottom), right, crisp(bottom), theme.muted(), 1, false));
        title(acrossTitle, upTitle);
    }

    private void title(String acrossTitle, String upTitle) {
        if (!acrossTitle.isEmpty()) {
            marks.add(AxisTitle.of(acrossTitle, (left + right) / 2, 2, width - 2, text)
                    .level(height - TITLE / 2, theme.text()));
        }
        marks.add(AxisTitle.of(upTitle, (top + bottom) / 2, 2, height - 2, text).upright(TITLE / 2, theme.text()));
    }

    Picture picture() {
        var all = new ArrayList<>(marks);
        if (framing.isZoomed()) {
            all.add(new Mark.Clipped(left, top, right - left, bottom - top, inside));
        } else {
            all.addAll(inside);
        }
        all.addAll(over);
        return new Picture(width, height, theme.background(), all);
    }

    private Color grid() {
        return theme.line().deriveColor(0, 1, 1, 0.6);
    }

    /** Lines of one pixel lie between pixel edges. */
    private static double crisp(double place) {
        return Math.floor(place) + 0.5;
    }
}
