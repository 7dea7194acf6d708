package org.stockpot.session.report;

import org.stockpot.session.chart.Axis;

/** Two axes in a drawing: where values lie, grid, numbers and titles. */
final class Frame {
    private static final double TITLE = 20;
    private static final double NUMBERS = 48;
    private static final double MARGIN = 26;

    private final Svg svg;
    private final Axis across;
    private final Axis up;
    private final double left = TITLE + NUMBERS;
    private final double right;
    private final double top;
    private final double bottom;

    /** @param top pixels left free above, for a legend */
    Frame(Svg svg, Axis across, Axis up, double top) {
        this.svg = svg;
        this.across = across;
        this.up = up;
        this.top = top;
        this.right = svg.width() - MARGIN;
        this.bottom = svg.height() - TITLE - Svg.FONT - 12;
    }

    double x(double value) {
        return left + (right - left) * across.share(value);
    }

    double y(double value) {
        return bottom - (bottom - top) * up.share(value);
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    /** Draws grid, numbers and titles. */
    Frame draw(String acrossTitle, String upTitle) {
        for (Axis.Tick tick : across.ticks(7)) {
            svg.line(x(tick.value()), top, x(tick.value()), bottom, "grid");
            svg.text(tick.text(), x(tick.value()), bottom + 12, Svg.Anchor.MIDDLE, "muted");
        }
        return drawUp(acrossTitle, upTitle);
    }

    /** The same without numbers below, where the horizontal axis has none. */
    Frame drawUp(String acrossTitle, String upTitle) {
        for (Axis.Tick tick : up.ticks(6)) {
            svg.line(left, y(tick.value()), right, y(tick.value()), "grid");
            svg.text(tick.text(), left - 6, y(tick.value()), Svg.Anchor.END, "muted");
        }
        svg.line(left, top, left, bottom, "axis");
        svg.line(left, bottom, right, bottom, "axis");
        svg.text(acrossTitle, (left + right) / 2, svg.height() - TITLE / 2, Svg.Anchor.MIDDLE, "label");
        svg.turned(upTitle, TITLE / 2, (top + bottom) / 2, "label");
        return this;
    }
}
