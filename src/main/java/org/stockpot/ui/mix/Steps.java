package org.stockpot.ui.mix;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;

/** How far one press of a key or one notch of a wheel moves a weight. */
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

    private static double of(boolean coarse, boolean fine) {
        return coarse ? COARSE : fine ? FINE : STEP;
    }
}
