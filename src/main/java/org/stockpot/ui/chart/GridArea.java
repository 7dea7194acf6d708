package org.stockpot.ui.chart;

import java.util.List;

/**
 * Equally large cells in a frame, or those of them that are shown; the first row is at the top.
 *
 * @param left in pixels, as are right, top and bottom of the frame
 * @param columns at least 1
 * @param rows at least 1
 */
record GridArea(double left, double right, double top, double bottom, int columns, int rows, Framing framing)
        implements PlotArea {
    private static final double HARDLY = 1e-6;

    /** Where a column begins. */
    double x(double column) {
        return left + (column / columns - framing.left()) / (framing.right() - framing.left()) * (right - left);
    }

    /** Where a row begins. */
    double y(double row) {
        return top + (row / rows - (1 - framing.top())) / (framing.top() - framing.bottom()) * (bottom - top);
    }

    double cellWidth() {
        return x(1) - x(0);
    }

    double cellHeight() {
        return y(1) - y(0);
    }

    /** The column at a place; there may be none of that number. */
    int column(double x) {
        return (int) Math.floor((x - x(0)) / cellWidth());
    }

    /** The row at a place; there may be none of that number. */
    int row(double y) {
        return (int) Math.floor((y - y(0)) / cellHeight());
    }

    /** Whether something of a cell lies within the frame. */
    boolean shows(int row, int column) {
        return column + 1 > columns * framing.left() + HARDLY
                && column < columns * framing.right() - HARDLY
                && row + 1 > rows * (1 - framing.top()) + HARDLY
                && row < rows * (1 - framing.bottom()) - HARDLY;
    }

    /** Whether the name of a column has a place beside the frame. */
    boolean namesColumn(int column) {
        double middle = x(column + 0.5);
        return middle >= left && middle <= right;
    }

    /** Whether the name of a row has a place beside the frame. */
    boolean namesRow(int row) {
        double middle = y(row + 0.5);
        return middle >= top && middle <= bottom;
    }

    /** Whether a number in the middle of a cell is seen as a whole; half of one would be another number. */
    boolean holdsNumber(int row, int column, double width) {
        double middle = x(column + 0.5);
        return middle - width / 2 >= left && middle + width / 2 <= right && namesRow(row);
    }

    /** What lies in the frame, cut off at its edges while a part is shown. */
    List<Mark> cut(List<Mark> inside) {
        return framing.isZoomed() && !inside.isEmpty()
                ? List.of(new Mark.Clipped(left, top, right - left, bottom - top, inside))
                : inside;
    }

    /** The part to be shown so that a cell is seen. */
    Framing following(int row, int column) {
        return framing.isZoomed()
                ? framing.panned(
                        step(acrossShare(x(column)), acrossShare(x(column + 1.0))),
                        step(upShare(y(row + 1.0)), upShare(y(row))))
                : framing;
    }

    private static double step(double from, double to) {
        return from < 0 ? from : Math.max(0, Math.min(from, to - 1));
    }

    @Override
    public double acrossShare(double x) {
        return (x - left) / (right - left);
    }

    @Override
    public double upShare(double y) {
        return (bottom - y) / (bottom - top);
    }
}
