package org.stockpot.ui.chart;

import org.stockpot.session.chart.Axis;

/**
 * Which part of a chart with two axes is shown, and which way the axes run. Places are shares of the whole axes, 0 at the
 * low end and 1 at the high end; beyond them there is nothing but empty paper.
 *
 * @param left share of the axis to the right that lies at its low end
 * @param right above {@code left}
 * @param bottom share of the axis up that lies at its low end
 * @param top above {@code bottom}
 * @param acrossFlipped whether values fall to the right
 * @param upFlipped whether values fall upwards
 * @param acrossLogarithmic whether the axis to the right is logarithmic, where it can be
 * @param upLogarithmic whether the axis up is logarithmic, where it can be
 */
public record Framing(
        double left,
        double right,
        double bottom,
        double top,
        boolean acrossFlipped,
        boolean upFlipped,
        boolean acrossLogarithmic,
        boolean upLogarithmic) {
    /** Everything, the usual way round. */
    public static final Framing FIT = new Framing(0, 1, 0, 1, false, false, false, false);

    private static final double SMALLEST = 1e-4;
    private static final double LARGEST = 4;

    public Framing {
        if (!(right > left) || !(top > bottom)) {
            throw new IllegalArgumentException(left + "…" + right + ", " + bottom + "…" + top);
        }
    }

    /** Whether less than everything is shown, or more. */
    public boolean isZoomed() {
        return left != 0 || right != 1 || bottom != 0 || top != 1;
    }

    /** Everything, the axes as they run now. */
    Framing fitted() {
        return new Framing(0, 1, 0, 1, acrossFlipped, upFlipped, acrossLogarithmic, upLogarithmic);
    }

    /**
     * Shows less, if the factor is below 1, or more, with one place staying where it is.
     *
     * @param x share of what is shown, from the low end
     * @param y share of what is shown, from the low end
     */
    Framing zoomed(double factor, double x, double y) {
        return part(x - factor * x, x + factor * (1 - x), y - factor * y, y + factor * (1 - y));
    }

    /** Moves by shares of what is shown. */
    Framing panned(double x, double y) {
        return part(x, 1 + x, y, 1 + y);
    }

    /** Shows a part of what is shown, in shares of it; what would be too small or too large stays as it is. */
    Framing part(double x1, double x2, double y1, double y2) {
        double wide = right - left;
        double tall = top - bottom;
        double nextWide = Math.abs(x2 - x1) * wide;
        double nextTall = Math.abs(y2 - y1) * tall;
        if (Math.min(nextWide, nextTall) < SMALLEST || Math.max(nextWide, nextTall) > LARGEST) {
            return this;
        }
        double nextLeft = left + Math.min(x1, x2) * wide;
        double nextBottom = bottom + Math.min(y1, y2) * tall;
        return new Framing(
                nextLeft,
                nextLeft + nextWide,
                nextBottom,
                nextBottom + nextTall,
                acrossFlipped,
                upFlipped,
                acrossLogarithmic,
                upLogarithmic);
    }

    Framing withAcrossFlipped(boolean flipped) {
        return new Framing(left, right, bottom, top, flipped, upFlipped, acrossLogarithmic, upLogarithmic);
    }

    Framing withUpFlipped(boolean flipped) {
        return new Framing(left, right, bottom, top, acrossFlipped, flipped, acrossLogarithmic, upLogarithmic);
    }

    Framing withAcrossLogarithmic(boolean logarithmic) {
        return new Framing(left, right, bottom, top, acrossFlipped, upFlipped, logarithmic, upLogarithmic);
    }

    Framing withUpLogarithmic(boolean logarithmic) {
        return new Framing(left, right, bottom, top, acrossFlipped, upFlipped, acrossLogarithmic, logarithmic);
    }

    /** The part of the axis to the right that is shown. */
    Axis across(Axis linear) {
        Axis whole = scaled(linear, acrossLogarithmic);
        return left == 0 && right == 1
                ? whole
                : new Axis(whole.value(left), whole.value(right), whole.kind(), whole.unit());
    }

    /** The part of the axis up that is shown. */
    Axis up(Axis linear) {
        Axis whole = scaled(linear, upLogarithmic);
        return bottom == 0 && top == 1
                ? whole
                : new Axis(whole.value(bottom), whole.value(top), whole.kind(), whole.unit());
    }

    /** What begins at or below zero stays as it is. */
    static boolean canBeLogarithmic(Axis axis) {
        return axis.low() > 0;
    }

    private static Axis scaled(Axis axis, boolean logarithmic) {
        return logarithmic && canBeLogarithmic(axis) ? Axis.logarithmic(axis.low(), axis.high(), axis.unit()) : axis;
    }
}
