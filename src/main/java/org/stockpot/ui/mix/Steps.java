package org.stockpot.ui.mix;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;

/** How far one press of a key, one notch of a wheel or a drag moves a weight. */
final class Steps {
    private static final double STEP = 0.01;
    private static final double COARSE = 0.1;
    private static final double FINE = 0.001;

    private Steps() {}

    static double of(KeyEvent event) {
        return of(event.isShiftDown(), event.isShortcutDown());
    }

    /** With its sign; a wheel turned with Shift reports the other axis. */
    static double of(ScrollEvent event) {
        double turned = event.getDeltaY() != 0 ? event.getDeltaY() : event.getDeltaX();
        return Math.signum(turned) * of(event.isShiftDown(), event.isShortcutDown());
    }

    /** A step from a weight: not below 0, but no nearer to it than it is already. */
    static double stepped(double from, double by) {
        return Math.max(Math.min(0, from), from + by);
    }

    /** A drag from a weight: within 0…1, but no nearer to that than it is already. */
    static double dragged(double from, double by) {
        return Math.min(Math.max(1, from), stepped(from, by));
    }

    private static double of(boolean coarse, boolean fine) {
        return coarse ? COARSE : fine ? FINE : STEP;
    }
}
