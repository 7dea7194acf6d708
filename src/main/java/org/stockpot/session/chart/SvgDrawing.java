package org.stockpot.session.chart;

import java.util.Locale;

/**
 * The markup of a drawing, under construction: the one writer of SVG, for the window's charts and for those of reports.
 * Coordinates in pixels, y downwards, first at the bottom. What shapes look like is said by attributes, such as {@code
 * class="bar"} or {@code fill="#fff"}, which are written as they are.
 */
public final class SvgDrawing {
    private final StringBuilder marks = new StringBuilder();
    private int clips;

    /** A filled rectangle or the border of one. */
    public SvgDrawing rectangle(double x, double y, double width, double height, String attributes) {
        return add("<rect %s x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(attributes, number(x), number(y), number(Math.max(0, width)), number(Math.max(0, height))));
    }

    public SvgDrawing line(double x1, double y1, double x2, double y2, String attributes) {
        return add("<line %s x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(attributes, number(x1), number(y1), number(x2), number(y2)));
    }

    /** A line through many points. */
    public SvgDrawing path(double[] xs, double[] ys, String attributes) {
        return add("<polyline %s fill=\"none\" points=\"%s\"/>".formatted(attributes, points(xs, ys)));
    }

    public SvgDrawing polygon(double[] xs, double[] ys, String attributes) {
        return add("<polygon %s points=\"%s\"/>".formatted(attributes, points(xs, ys)));
    }

    /**
     * A marker.
     *
     * @param name what it means; shown when the mouse rests on it
     */
    public SvgDrawing marker(MarkerShape shape, double x, double y, double radius, String attributes, String name) {
        return add("<polygon %s points=\"%s\"><title>%s</title></polygon>"
                .formatted(attributes, points(shape.xs(x, radius), shape.ys(y, radius)), Plain.html(name)));
    }

    /** A line of text on its base line. */
    public SvgDrawing text(String words, double x, double y, String attributes) {
        return add(
                "<text %s x=\"%s\" y=\"%s\">%s</text>".formatted(attributes, number(x), number(y), Plain.html(words)));
    }

    /**
     * A line of text turned around a place.
     *
     * @param turn in degrees clockwise
     * @param down how far the base line lies below the place, before the turn
     */
    public SvgDrawing text(String words, double x, double y, double turn, double down, String attributes) {
        return add("<text %s transform=\"translate(%s %s) rotate(%s)\" y=\"%s\">%s</text>"
                .formatted(attributes, number(x), number(y), number(turn), number(down), Plain.html(words)));
    }

    /** What is drawn until {@link #endClip} is seen within a rectangle only. */
    public SvgDrawing clip(double x, double y, double width, double height) {
        clips++;
        return add(("<clipPath id=\"clip%d\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>"
                        + "<g clip-path=\"url(#clip%d)\">")
                .formatted(clips, number(x), number(y), number(width), number(height), clips));
    }

    public SvgDrawing endClip() {
        return add("</g>");
    }

    /** Takes markup as it is. */
    public SvgDrawing add(String mark) {
        marks.append(mark).append('\n');
        return this;
    }

    /**
     * The whole drawing.
     *
     * @param attributes of the drawing itself; may be empty
     * @param alternative what it shows, for who cannot see it
     */
    public String markup(int width, int height, String attributes, String alternative) {
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"%s"
                        + " aria-label=\"%s\">\n%s</svg>")
                .formatted(
                        width,
                        height,
                        width,
                        height,
                        attributes.isEmpty() ? "" : " " + attributes,
                        Plain.html(alternative),
                        marks);
    }

    private static String points(double[] xs, double[] ys) {
        var points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        return points.toString();
    }

    /** A tenth of a pixel is as fine as anybody sees. */
    public static String number(double place) {
        String text = String.format(Locale.ROOT, "%.1f", place == 0 ? 0.0 : place);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
