package org.stockpot.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.stockpot.tensor.StockpotException;

/** Writes {@link Picture}s as PNG without JavaFX, so without a display and on any thread: every mark of the list. */
final class PngWriter {
    private static final FontRenderContext LETTERS = new FontRenderContext(null, true, true);
    private static final float MITER = 10;
    private static final Set<String> NAMES_ALONE =
            Set.of(Font.DIALOG, Font.DIALOG_INPUT, Font.MONOSPACED, Font.SANS_SERIF, Font.SERIF);
    private static final String NO_FONTS =
            "PNG files of charts need fonts, and Java finds none on this machine: install fontconfig and some fonts, or"
                    + " ask for svg.";
    private static final Mark SOME_LETTER =
            new Mark.Label("a", 0, 0, Mark.Align.CENTRE, javafx.scene.paint.Color.BLACK, Plot.FONT, false, 0);

    private final Graphics2D pen;

    private PngWriter(Graphics2D pen) {
        this.pen = pen;
    }

    /**
     * Tells whether there are letters to write with, before anything is drawn.
     *
     * @throws StockpotException if there are none: Java has no fonts of its own
     */
    static void requireFonts() throws StockpotException {
        try {
            if (hasFonts()) {
                write(new Picture(1, 1, javafx.scene.paint.Color.WHITE, List.of(SOME_LETTER)), 1);
                return;
            }
        } catch (RuntimeException | InternalError | LinkageError missing) {
            // What Java throws depends on what is missing: the list of fonts, or the library that reads them.
            throw new StockpotException(NO_FONTS, missing);
        }
        throw new StockpotException(NO_FONTS);
    }

    /** Asked first, because Java gives up by an error of no kind of its own where only the names of its fonts are there. */
    private static boolean hasFonts() {
        return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
                .anyMatch(font -> !NAMES_ALONE.contains(font.getFamily()));
    }

    /** @param scale pixels of the image per pixel of the picture */
    static byte[] write(Picture picture, int scale) {
        var image = new BufferedImage(
                (int) Math.ceil(picture.width() * scale),
                (int) Math.ceil(picture.height() * scale),
                BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        try {
            pen.scale(scale, scale);
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            var writer = new PngWriter(pen);
            writer.fill(new Rectangle2D.Double(0, 0, picture.width(), picture.height()), picture.background());
            picture.marks().forEach(writer::add);
        } finally {
            pen.dispose();
        }
        return encode(image);
    }

    /** The bytes of a PNG file. */
    static byte[] encode(RenderedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("every Java platform writes PNG");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // in memory
        }
        return bytes.toByteArray();
    }

    private void add(Mark mark) {
        if (mark instanceof Mark.Box box) {
            fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()), box.fill());
        } else if (mark instanceof Mark.Frame frame) {
            var outline = new Rectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height());
            stroke(outline, frame.colour(), frame.thickness(), false);
        } else if (mark instanceof Mark.Hatch hatch) {
            within(hatch.x(), hatch.y(), hatch.width(), hatch.height(), hatch.lines());
        } else if (mark instanceof Mark.Line line) {
            var straight = new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2());
            stroke(straight, line.colour(), line.thickness(), line.dashed());
        } else if (mark instanceof Mark.Path path) {
            stroke(through(path.points()), path.colour(), path.thickness(), path.dashed());
        } else if (mark instanceof Mark.Area area) {
            fill(closed(through(area.corners())), area.fill());
        } else if (mark instanceof Mark.Symbol symbol) {
            add(symbol);
        } else if (mark instanceof Mark.Label label) {
            add(label);
        } else if (mark instanceof Mark.Clipped clipped) {
            within(clipped.x(), clipped.y(), clipped.width(), clipped.height(), clipped.marks());
        }
    }

    private void within(double x, double y, double width, double height, List<? extends Mark> marks) {
        var inner = (Graphics2D) pen.create();
        inner.clip(new Rectangle2D.Double(x, y, width, height));
        marks.forEach(new PngWriter(inner)::add);
        inner.dispose();
    }

    private void add(Mark.Symbol symbol) {
        double[] xs = symbol.shape().xs(symbol.x(), symbol.radius());
        double[] ys = symbol.shape().ys(symbol.y(), symbol.radius());
        var outline = new Path2D.Double();
        outline.moveTo(xs[0], ys[0]);
        for (int corner = 1; corner < xs.length; corner++) {
            outline.lineTo(xs[corner], ys[corner]);
        }
        fill(closed(outline), symbol.fill());
        stroke(outline, symbol.rim(), 1, false);
    }

    private void add(Mark.Label label) {
        Font font = font(label.size(), label.bold());
        double left = switch (label.align()) {
            case LEFT -> 0;
            case CENTRE -> -width(label.text(), font) / 2;
            case RIGHT -> -width(label.text(), font);
        };
        var turned = (Graphics2D) pen.create();
        turned.translate(label.x(), label.y());
        turned.rotate(Math.toRadians(label.turn()));
        turned.setColor(colour(label.colour()));
        turned.setFont(font);
        turned.drawString(label.text(), (float) left, (float) label.baseline());
        turned.dispose();
    }

    private void fill(Shape shape, javafx.scene.paint.Color colour) {
        pen.setColor(colour(colour));
        pen.fill(shape);
    }

    private void stroke(Shape shape, javafx.scene.paint.Color colour, double thickness, boolean dashed) {
        pen.setColor(colour(colour));
        pen.setStroke(new BasicStroke(
                (float) thickness,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                MITER,
                dashed ? new float[] {5, 4} : null,
                0));
        pen.draw(shape);
    }

    private static Path2D through(List<Mark.Point> points) {
        var path = new Path2D.Double();
        for (int index = 0; index < points.size(); index++) {
            Mark.Point point = points.get(index);
            if (index == 0) {
                path.moveTo(point.x(), point.y());
            } else {
                path.lineTo(point.x(), point.y());
            }
        }
        return path;
    }

    private static Path2D closed(Path2D path) {
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
        return path;
    }

    private static Font font(double size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
    }

    private static double width(String text, Font font) {
        return font.getStringBounds(text, LETTERS).getWidth();
    }

    private static Color colour(javafx.scene.paint.Color colour) {
        return new Color((float) colour.getRed(), (float) colour.getGreen(), (float) colour.getBlue(), (float)
                colour.getOpacity());
    }
}
