package org.stockpot.session.report;

import java.util.Locale;
import org.stockpot.session.chart.MarkerShape;

/**
 * A drawing under construction; coordinates in pixels, y downwards, first at the bottom. Colours are classes of the
 * page's style sheet, so that a drawing follows the page into the dark and onto paper.
 */
final class Svg {
    /** Height of letters. */
    static final double FONT = 12;

    private static final double WIDTH_OF_LETTER = 0.58;

    private final int width;
    private final int height;
    private final StringBuilder marks = new StringBuilder();

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Where a text lies on its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Svg rectangle(double x, double y, double rectangleWidth, double rectangleHeight, String style) {
        return add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(style, number(x), number(y), number(rectangleWidth), number(Math.max(0, rectangleHeight))));
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(style, number(x1), number(y1), number(x2), number(y2)));
    }

    /** A line through many points. */
    Svg path(double[] xs, double[] ys, String style) {
        return add("<polyline class=\"%s\" fill=\"none\" points=\"%s\"/>".formatted(style, points(xs, ys)));
    }

    /** @param name what it means; shown when the mouse rests on it */
    Svg marker(MarkerShape shape, double x, double y, double radius, String style, String name) {
        return add("<polygon class=\"%s\" points=\"%s\"><title>%s</title></polygon>"
                .formatted(style, points(shape.xs(x, radius), shape.ys(y, radius)), Plain.html(name)));
    }

    /** A line of text whose middle is at {@code y}. */
    Svg text(String words, double x, double y, Anchor anchor, String style) {
        return add("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(
                        style,
                        number(x),
                        number(y + 0.35 * FONT),
                        anchor.name().toLowerCase(Locale.ROOT),
                        Plain.html(words)));
    }

    /** A line of text from bottom to top. */
    Svg turned(String words, double x, double y, String style) {
        return add("<text class=\"%s\" transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>"
                .formatted(style, number(x + 0.35 * FONT), number(y), Plain.html(words)));
    }

    /** About how wide a text becomes; the page's font is not known. */
    static double widthOf(String words) {
        return words.codePointCount(0, words.length()) * FONT * WIDTH_OF_LETTER;
    }

    /** A name that fits where there is room for so many letters. */
    static String shortened(String name, int letters) {
        return name.codePointCount(0, name.length()) <= letters
                ? name
                : name.substring(0, name.offsetByCodePoints(0, letters - 1)) + "…";
    }

    /** @param alternative what the drawing shows, for who cannot see it */
    String markup(String alternative) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-label=\"%s\">\n%s</svg>"
                .formatted(width, height, width, height, Plain.html(alternative), marks);
    }

    private Svg add(String mark) {
        marks.append(mark).append('\n');
        return this;
    }

    private static String points(double[] xs, double[] ys) {
        var points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        return points.toString();
    }

    /** A tenth of a pixel is as fine as anybody sees. */
    private static String number(double place) {
        String text = String.format(Locale.ROOT, "%.1f", place == 0 ? 0.0 : place);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
