package org.stockpot.session.settings;

import java.util.List;

/** A rectangle on the desktop, in the units of the screen. */
public record Bounds(double x, double y, double width, double height) {
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 60;

    /**
     * Whether a window there could be seen and moved: enough of its upper part lies on one of the screens, which may be
     * others than when it was closed.
     */
    public boolean isWithinReach(List<Bounds> screens) {
        return width > 0
                && height > 0
                && screens.stream()
                        .anyMatch(screen -> overlap(x, width, screen.x, screen.width) >= LEAST_WIDTH
                                && y >= screen.y
                                && screen.y + screen.height - y >= LEAST_HEIGHT);
    }

    private static double overlap(double from, double length, double otherFrom, double otherLength) {
        return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
    }
}
