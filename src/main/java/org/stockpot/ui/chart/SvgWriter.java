package org.stockpot.ui.chart;

import java.util.List;
import java.util.Locale;
import javafx.scene.paint.Color;
import org.stockpot.session.chart.SvgDrawing;

/** Writes {@link Picture}s as SVG: every mark of the list, texts as texts. */
final class SvgWriter {
    private final SvgDrawing drawing = new SvgDrawing();

    private SvgWriter() {}

    /** @param title what the picture shows, for who cannot see it */
    static String write(Picture picture, String title) {
        var writer = new SvgWriter();
        if (picture.background().getOpacity() > 0) {
            writer.drawing.rectangle(0, 0, picture.width(), picture.height(), fill(picture.background()));
        }
        picture.marks().forEach(writer::add);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + writer.drawing.markup(
                        (int) Math.ceil(picture.width()),
                        (int) Math.ceil(picture.height()),
                        "font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\"",
                        title)
                + "\n";
    }

    private void add(Mark mark) {
        if (mark instanceof Mark.Box box) {
            drawing.rectangle(box.x(), box.y(), box.width(), box.height(), fill(box.fill()));
        } else if (mark instanceof Mark.Frame frame) {
            drawing.rectangle(
                    frame.x(),
                    frame.y(),
                    frame.width(),
                    frame.height(),
                    "fill=\"none\" " + stroke(frame.colour(), frame.thickness(), false));
        } else if (mark instanceof Mark.Hatch hatch) {
            add(hatch);
        } else if (mark instanceof Mark.Line line) {
            drawing.line(
                    line.x1(), line.y1(), line.x2(), line.y2(), stroke(line.colour(), line.thickness(), line.dashed()));
        } else if (mark instanceof Mark.Path path) {
            drawing.path(xs(path.points()), ys(path.points()), stroke(path.colour(), path.thickness(), path.dashed()));
        } else if (mark instanceof Mark.Area area) {
            drawing.polygon(xs(area.corners()), ys(area.corners()), fill(area.fill()));
        } else if (mark instanceof Mark.Symbol symbol) {
            add(symbol);
        } else if (mark instanceof Mark.Label label) {
            add(label);
        } else if (mark instanceof Mark.Clipped clipped) {
            drawing.clip(clipped.x(), clipped.y(), clipped.width(), clipped.height());
            clipped.marks().forEach(this::add);
            drawing.endClip();
        }
    }

    private void add(Mark.Hatch hatch) {
        drawing.clip(hatch.x(), hatch.y(), hatch.width(), hatch.height());
        hatch.lines().forEach(this::add);
        drawing.endClip();
    }

    private void add(Mark.Symbol symbol) {
        String rim = symbol.rim().getOpacity() > 0 ? " " + stroke(symbol.rim(), 1, false) : "";
        drawing.polygon(
                symbol.shape().xs(symbol.x(), symbol.radius()),
                symbol.shape().ys(symbol.y(), symbol.radius()),
                fill(symbol.fill()) + rim);
    }

    private void add(Mark.Label label) {
        String anchor = switch (label.align()) {
            case LEFT -> "start";
            case CENTRE -> "middle";
            case RIGHT -> "end";
        };
        String look = fill(label.colour()) + " font-size=\"" + SvgDrawing.number(label.size()) + "\" text-anchor=\""
                + anchor + "\"" + (label.bold() ? " font-weight=\"bold\"" : "");
        double down = label.baseline();
        if (label.turn() == 0) {
            drawing.text(label.text(), label.x(), label.y() + down, look);
        } else {
            drawing.text(label.text(), label.x(), label.y(), label.turn(), down, look);
        }
    }

    private static String fill(Color colour) {
        return colour.getOpacity() == 0 ? "fill=\"none\"" : paint("fill", colour);
    }

    private static String stroke(Color colour, double thickness, boolean dashed) {
        return paint("stroke", colour) + " stroke-width=\"" + SvgDrawing.number(thickness) + "\""
                + (dashed ? " stroke-dasharray=\"5 4\"" : "");
    }

    private static String paint(String attribute, Color colour) {
        String name = String.format(
                Locale.ROOT,
                "%s=\"#%02x%02x%02x\"",
                attribute,
                Math.round(255 * colour.getRed()),
                Math.round(255 * colour.getGreen()),
                Math.round(255 * colour.getBlue()));
        return colour.getOpacity() < 1
                ? name + String.format(Locale.ROOT, " %s-opacity=\"%.2f\"", attribute, colour.getOpacity())
                : name;
    }

    private static double[] xs(List<Mark.Point> points) {
        return points.stream().mapToDouble(Mark.Point::x).toArray();
    }

    private static double[] ys(List<Mark.Point> points) {
        return points.stream().mapToDouble(Mark.Point::y).toArray();
    }
}
