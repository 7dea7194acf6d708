package org.stockpot.ui.chart;

import java.util.List;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.MarkerShape;

/** One shape of a {@link Picture}; coordinates in pixels, y downwards. */
public sealed interface Mark {
    /** A filled rectangle. */
    record Box(double x, double y, double width, double height, Color fill) implements Mark {}

    /** The border of a rectangle. */
    record Frame(double x, double y, double width, double height, Color colour, double thickness) implements Mark {}

    /** Slanted lines over a rectangle, for what has no value. */
    record Hatch(double x, double y, double width, double height, Color colour) implements Mark {}

    /** A straight line. */
    record Line(double x1, double y1, double x2, double y2, Color colour, double thickness, boolean dashed)
            implements Mark {}

    /** A line through many points. */
    record Path(List<Point> points, Color colour, double thickness, boolean dashed) implements Mark {}

    /** A filled polygon. */
    record Area(List<Point> corners, Color fill) implements Mark {}

    /**
     * A marker.
     *
     * @param rim colour of its outline
     */
    record Symbol(MarkerShape shape, double x, double y, double radius, Color fill, Color rim) implements Mark {}

    /**
     * A line of text.
     *
     * @param align where {@code x} lies on the text
     * @param size in pixels
     * @param turn in degrees clockwise around ({@code x}, {@code y}), which is the middle of the line's height
     */
    record Label(String text, double x, double y, Align align, Color colour, double size, boolean bold, double turn)
            implements Mark {}

    /** A place in the picture. */
    record Point(double x, double y) {}

    /** Horizontal anchor of a text. */
    enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }
}
