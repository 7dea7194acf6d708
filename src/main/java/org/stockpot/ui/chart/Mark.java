package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.MarkerShape;

/** One shape of a {@link Picture}; coordinates in pixels, y downwards. */
public sealed interface Mark {
    /** The same shape further down. */
    Mark down(double pixels);

    /** A filled rectangle. */
    record Box(double x, double y, double width, double height, Color fill) implements Mark {
        @Override
        public Mark down(double pixels) {
            return new Box(x, y + pixels, width, height, fill);
        }
    }

    /** The border of a rectangle. */
    record Frame(double x, double y, double width, double height, Color colour, double thickness) implements Mark {
        @Override
        public Mark down(double pixels) {
            return new Frame(x, y + pixels, width, height, colour, thickness);
        }
    }

    /** Slanted lines over a rectangle, for what has no value. */
    record Hatch(double x, double y, double width, double height, Color colour) implements Mark {
        private static final double STEP = 6;

        /** The lines as they are before they are cut off at the rectangle. */
        List<Line> lines() {
            List<Line> lines = new ArrayList<>();
            for (double from = x - height; from < x + width; from += STEP) {
                lines.add(new Line(from, y + height, from + height, y, colour, 1, false));
            }
            return lines;
        }

        @Override
        public Mark down(double pixels) {
            return new Hatch(x, y + pixels, width, height, colour);
        }
    }

    /** A straight line. */
    record Line(double x1, double y1, double x2, double y2, Color colour, double thickness, boolean dashed)
            implements Mark {
        @Override
        public Mark down(double pixels) {
            return new Line(x1, y1 + pixels, x2, y2 + pixels, colour, thickness, dashed);
        }
    }

    /** A line through many points. */
    record Path(List<Point> points, Color colour, double thickness, boolean dashed) implements Mark {
        @Override
        public Mark down(double pixels) {
            return new Path(Point.down(points, pixels), colour, thickness, dashed);
        }
    }

    /** A filled polygon. */
    record Area(List<Point> corners, Color fill) implements Mark {
        @Override
        public Mark down(double pixels) {
            return new Area(Point.down(corners, pixels), fill);
        }
    }

    /**
     * A marker.
     *
     * @param rim colour of its outline
     */
    record Symbol(MarkerShape shape, double x, double y, double radius, Color fill, Color rim) implements Mark {
        @Override
        public Mark down(double pixels) {
            return new Symbol(shape, x, y + pixels, radius, fill, rim);
        }
    }

    /**
     * A line of text.
     *
     * @param align where {@code x} lies on the text
     * @param size in pixels
     * @param turn in degrees clockwise around ({@code x}, {@code y}), which is the middle of the line's height
     * @param axisTitle whether it says what an axis or a scale of colours means
     */
    record Label(
            String text,
            double x,
            double y,
            Align align,
            Color colour,
            double size,
            boolean bold,
            double turn,
            boolean axisTitle)
            implements Mark {
        /** Where letters stand on their base line, as a share of their size below the middle. */
        private static final double BASELINE = 0.35;

        /** Any text but the title of an axis. */
        Label(String text, double x, double y, Align align, Color colour, double size, boolean bold, double turn) {
            this(text, x, y, align, colour, size, bold, turn, false);
        }

        /** The title of an axis, centred. */
        static Label axisTitle(String text, double x, double y, Color colour, double size, double turn) {
            return new Label(text, x, y, Align.CENTRE, colour, size, false, turn, true);
        }

        /** How far the base line lies below the middle of the line's height. */
        double baseline() {
            return BASELINE * size;
        }

        @Override
        public Mark down(double pixels) {
            return new Label(text, x, y + pixels, align, colour, size, bold, turn, axisTitle);
        }
    }

    /** Marks that are seen within a rectangle only. */
    record Clipped(double x, double y, double width, double height, List<Mark> marks) implements Mark {
        public Clipped {
            marks = List.copyOf(marks);
        }

        @Override
        public Mark down(double pixels) {
            return new Clipped(
                    x,
                    y + pixels,
                    width,
                    height,
                    marks.stream().map(mark -> mark.down(pixels)).toList());
        }
    }

    /** A place in the picture. */
    record Point(double x, double y) {
        private static List<Point> down(List<Point> points, double pixels) {
            return points.stream()
                    .map(point -> new Point(point.x(), point.y() + pixels))
                    .toList();
        }
    }

    /** Horizontal anchor of a text. */
    enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }
}
