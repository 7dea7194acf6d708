package org.stockpot.session.report;

import java.util.Locale;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.session.chart.SvgDrawing;

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
    private final SvgDrawing drawing = new SvgDrawing();

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
        drawing.rectangle(x, y, rectangleWidth, rectangleHeight, named(style));
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        drawing.line(x1, y1, x2, y2, named(style));
        return this;
    }

    /** A line through many points. */
    Svg path(double[] xs, double[] ys, String style) {
        drawing.path(xs, ys, named(style));
        return this;
    }

    /** @param name what it means; shown when the mouse rests on it */
    Svg marker(MarkerShape shape, double x, double y, double radius, String style, String name) {
        drawing.marker(shape, x, y, radius, named(style), name);
        return this;
    }

    /** A line of text whose middle is at {@code y}. */
    Svg text(String words, double x, double y, Anchor anchor, String style) {
        drawing.text(
                words,
                x,
                y + 0.35 * FONT,
                named(style) + " text-anchor=\"%s\"".formatted(anchor.name().toLowerCase(Locale.ROOT)));
        return this;
    }

    /** A line of text from bottom to top. */
    Svg turned(String words, double x, double y, String style) {
        drawing.text(words, x + 0.35 * FONT, y, -90, 0, named(style) + " text-anchor=\"middle\"");
        return this;
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
        return drawing.markup(width, height, "", alternative);
    }

    private static String named(String style) {
        return "class=\"" + style + "\"";
    }
}
