package org.stockpot.ui.chart;

import java.util.Optional;

/** How large a chart is, in pixels of the screen. */
record ChartSize(double width, double height) {
    static final int LEAST = 120;
    static final int MOST = 4000;

    /** What was typed; empty if it is no size that can be drawn. */
    static Optional<ChartSize> parse(String width, String height) {
        return isSide(width) && isSide(height)
                ? Optional.of(new ChartSize(Integer.parseInt(width.strip()), Integer.parseInt(height.strip())))
                : Optional.empty();
    }

    /** Whether one of its numbers can be used. */
    static boolean isSide(String typed) {
        String digits = typed.strip();
        return digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) >= LEAST && Integer.parseInt(digits) <= MOST;
    }
}
