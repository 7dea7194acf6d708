package org.stockpot.ui.theme;

import java.util.Arrays;
import javafx.scene.paint.Color;

/** Numbers to colours, by linear interpolation between published control points. */
@SuppressWarnings("ImmutableEnumChecker") // the array is never handed out
public enum ColourMap {
    /** From dark to bright with even steps: viridis (Smith and van der Walt 2015, CC0), every ninth part. */
    SEQUENTIAL(
            "#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b",
            "#fde725"),
    /** Red over white to blue, safe for colour-blind readers: RdBu of ColorBrewer (Brewer 2003), eleven classes. */
    DIVERGING(
            "#67001f", "#b2182b", "#d6604d", "#f4a582", "#fddbc7", "#f7f7f7", "#d1e5f0", "#92c5de", "#4393c3",
            "#2166ac", "#053061");

    private final Color[] points;

    ColourMap(String... points) {
        this.points = Arrays.stream(points).map(Color::web).toArray(Color[]::new);
    }

    /**
     * The colour of a number.
     *
     * @param share 0…1; values outside get the colour of the nearer end
     */
    public Color at(double share) {
        double place = Math.max(0, Math.min(1, share)) * (points.length - 1);
        int before = Math.min((int) place, points.length - 2);
        return points[before].interpolate(points[before + 1], place - before);
    }

    /** Black or white, whichever reads better on a colour (WCAG 2 contrast). */
    public static Color inkOn(Color ground) {
        return luminance(ground) > 0.179 ? Color.BLACK : Color.WHITE;
    }

    /** WCAG 2 contrast ratio of two colours, 1…21. */
    public static double contrast(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    /** Relative luminance, 0…1. */
    static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
