package org.stockpot.ui.mix;

import java.util.Locale;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.stockpot.ui.theme.Theme;

/**
 * Draws faders as thin bars from the bottom up. A bar over the top of the scale ends in a notch, one below zero is drawn
 * in the colour of what is bad.
 *
 * @param larger how much larger text is than usual
 */
record BarPainter(GraphicsContext graphics, Theme theme, Color colour, double scale, double larger) {
    private static final double GAP = 1;
    private static final double RING = 1.5;
    private static final double MARK = 2;
    private static final double HELD_OPACITY = 0.45;
    private static final double ROOM_FOR_TEXT = 30;
    private static final double TEXT_SIZE = 9;

    /** One fader in its place. */
    void paint(Bar bar, double x, double width, double height, boolean focused) {
        double left = x + GAP;
        double wide = width - 2 * GAP;
        graphics.setFill(theme.panel());
        graphics.fillRect(left, GAP, wide, height - 2 * GAP);
        graphics.setStroke(theme.line());
        graphics.setLineWidth(1);
        graphics.strokeRect(left + 0.5, GAP + 0.5, wide - 1, height - 2 * GAP - 1);
        double full = height - 2 * GAP - 2;
        double part = Math.min(1, Math.abs(bar.weight()) / scale);
        graphics.setGlobalAlpha(bar.inert() || bar.held() ? HELD_OPACITY : 1);
        graphics.setFill(bar.inert() ? theme.muted() : bar.weight() < 0 ? theme.bad() : colour);
        graphics.fillRect(left + 1, GAP + 1 + full * (1 - part), wide - 2, full * part);
        graphics.setGlobalAlpha(1);
        if (Math.abs(bar.weight()) > scale * (1 + 1e-9)) {
            graphics.setFill(theme.background());
            graphics.fillPolygon(
                    new double[] {left + wide / 4, left + wide / 2, left + 3 * wide / 4},
                    new double[] {GAP + 6, GAP + 2, GAP + 6},
                    3);
        }
        marks(bar, left, wide, height);
        if (wide >= ROOM_FOR_TEXT * larger) {
            number(bar, left + wide / 2, height);
        }
        if (focused) {
            graphics.setStroke(theme.accent());
            graphics.setLineWidth(2);
            graphics.strokeRect(x + RING / 2, RING / 2, width - RING, height - RING);
        }
    }

    /** Held: a line across the top; linked: one across the bottom; changed: a dot in the corner. */
    private void marks(Bar bar, double left, double wide, double height) {
        graphics.setFill(theme.text());
        if (bar.held()) {
            graphics.fillRect(left, GAP, wide, MARK);
        }
        if (bar.linked()) {
            graphics.setFill(theme.accent());
            graphics.fillRect(left, height - GAP - MARK, wide, MARK);
        }
        if (bar.changed()) {
            graphics.setFill(theme.accent());
            graphics.fillOval(left + wide - 5, GAP + 2, 4, 4);
        }
    }

    private void number(Bar bar, double middle, double height) {
        graphics.setFont(Font.font(TEXT_SIZE * larger));
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setFill(theme.text());
        String text = String.format(Locale.ROOT, "%.2f", bar.weight());
        graphics.fillText(text.startsWith("0.") ? text.substring(1) : text, middle, height / 2 - 1);
    }
}
