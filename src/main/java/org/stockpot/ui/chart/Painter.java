package org.stockpot.ui.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.stockpot.session.chart.MarkerShape;

/**
 * Paints {@link Picture}s on canvases and measures their texts. Remembers fonts and widths, because asking JavaFX for them
 * takes longer than painting.
 */
final class Painter implements TextWidth {
    private static final int MOST_WIDTHS = 4096;

    private final Map<FontKey, Font> fonts = new HashMap<>();
    private final Map<WidthKey, Double> widths = new HashMap<>();
    private final Text ruler = new Text();
    private GraphicsContext pen = new Canvas().getGraphicsContext2D();

    private record FontKey(double size, boolean bold) {}

    private record WidthKey(String text, double size) {}

    void paint(Picture picture, GraphicsContext target) {
        pen = target;
        pen.clearRect(0, 0, picture.width(), picture.height());
        pen.setFill(picture.background());
        pen.fillRect(0, 0, picture.width(), picture.height());
        picture.marks().forEach(this::paint);
    }

    private void paint(Mark mark) {
        if (mark instanceof Mark.Box box) {
            pen.setFill(box.fill());
            pen.fillRect(box.x(), box.y(), box.width(), box.height());
        } else if (mark instanceof Mark.Frame frame) {
            pen.setStroke(frame.colour());
            pen.setLineWidth(frame.thickness());
            pen.setLineDashes();
            pen.strokeRect(frame.x(), frame.y(), frame.width(), frame.height());
        } else if (mark instanceof Mark.Hatch hatch) {
            paint(hatch);
        } else if (mark instanceof Mark.Line line) {
            stroke(line.colour(), line.thickness(), line.dashed());
            pen.strokeLine(line.x1(), line.y1(), line.x2(), line.y2());
        } else if (mark instanceof Mark.Path path) {
            stroke(path.colour(), path.thickness(), path.dashed());
            pen.strokePolyline(
                    xs(path.points()), ys(path.points()), path.points().size());
        } else if (mark instanceof Mark.Area area) {
            pen.setFill(area.fill());
            pen.fillPolygon(
                    xs(area.corners()), ys(area.corners()), area.corners().size());
        } else if (mark instanceof Mark.Symbol symbol) {
            paint(symbol);
        } else if (mark instanceof Mark.Label label) {
            paint(label);
        } else if (mark instanceof Mark.Clipped clipped) {
            paint(clipped);
        }
    }

    private void paint(Mark.Clipped clipped) {
        pen.save();
        pen.beginPath();
        pen.rect(clipped.x(), clipped.y(), clipped.width(), clipped.height());
        pen.clip();
        clipped.marks().forEach(this::paint);
        pen.restore();
    }

    private void paint(Mark.Hatch hatch) {
        pen.save();
        pen.beginPath();
        pen.rect(hatch.x(), hatch.y(), hatch.width(), hatch.height());
        pen.clip();
        hatch.lines().forEach(this::paint);
        pen.restore();
    }

    private void paint(Mark.Symbol symbol) {
        if (symbol.shape() == MarkerShape.CIRCLE && symbol.rim().getOpacity() == 0) {
            // The many dots of trials: an oval is cheaper than a polygon.
            pen.setFill(symbol.fill());
            double side = 2 * symbol.radius();
            pen.fillOval(symbol.x() - symbol.radius(), symbol.y() - symbol.radius(), side, side);
            return;
        }
        double[] xs = symbol.shape().xs(symbol.x(), symbol.radius());
        double[] ys = symbol.shape().ys(symbol.y(), symbol.radius());
        pen.setFill(symbol.fill());
        pen.fillPolygon(xs, ys, xs.length);
        if (symbol.rim().getOpacity() > 0) {
            stroke(symbol.rim(), 1, false);
            pen.strokePolygon(xs, ys, xs.length);
        }
    }

    private void paint(Mark.Label label) {
        pen.setFill(label.colour());
        pen.setFont(font(label.size(), label.bold()));
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(
                switch (label.align()) {
                    case LEFT -> TextAlignment.LEFT;
                    case CENTRE -> TextAlignment.CENTER;
                    case RIGHT -> TextAlignment.RIGHT;
                });
        if (label.turn() == 0) {
            pen.fillText(label.text(), label.x(), label.y());
            return;
        }
        pen.save();
        pen.translate(label.x(), label.y());
        pen.rotate(label.turn());
        pen.fillText(label.text(), 0, 0);
        pen.restore();
    }

    private void stroke(javafx.scene.paint.Color colour, double thickness, boolean dashed) {
        pen.setStroke(colour);
        pen.setLineWidth(thickness);
        if (dashed) {
            pen.setLineDashes(5, 4);
        } else {
            pen.setLineDashes();
        }
    }

    private static double[] xs(List<Mark.Point> points) {
        return points.stream().mapToDouble(Mark.Point::x).toArray();
    }

    private static double[] ys(List<Mark.Point> points) {
        return points.stream().mapToDouble(Mark.Point::y).toArray();
    }

    @Override
    public double of(String text, double size) {
        if (widths.size() > MOST_WIDTHS) {
            widths.clear();
        }
        return widths.computeIfAbsent(new WidthKey(text, size), key -> {
            ruler.setFont(font(size, false));
            ruler.setText(text);
            return ruler.getLayoutBounds().getWidth();
        });
    }

    private Font font(double size, boolean bold) {
        return fonts.computeIfAbsent(new FontKey(size, bold), key -> newFont(size, bold));
    }

    /** The window's font in a size in pixels. */
    static Font newFont(double size, boolean bold) {
        return Font.font(Font.getDefault().getFamily(), bold ? FontWeight.BOLD : FontWeight.NORMAL, size);
    }
}
