package org.stockpot.ui.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javax.imageio.ImageIO;
import org.stockpot.session.ChartFile;
import org.stockpot.session.chart.Table;

/**
 * A chart ready to become a file, from the very marks that are on the screen.
 *
 * @param title also the name of its files
 * @param picture on the ground it is to have, which may be transparent
 * @param table the numbers shown; empty where a chart has none
 */
public record ChartExport(String title, Picture picture, Optional<Table> table) {
    static final String SVG = ".svg";
    static final String CSV = ".csv";
    static final String PNG = ".png";

    /** Texts as texts, every mark. */
    public ChartFile svg() {
        return ChartFile.text(title, SVG, () -> SvgWriter.write(picture, title));
    }

    /** Exactly what is shown, where the chart has numbers. */
    public Optional<ChartFile> csv() {
        return table.map(numbers -> ChartFile.text(title, CSV, numbers::csv));
    }

    /**
     * Pixels. Painted at once, on the JavaFX thread; the bytes are made later.
     *
     * @param scale pixels of the image per pixel of the screen
     */
    public ChartFile png(int scale) {
        Image image = image(scale);
        return new ChartFile(scale == 1 ? title : title + "@" + scale + "x", PNG, () -> encode(image));
    }

    /** SVG, PNG with twice the pixels, and CSV where there are numbers. */
    public List<ChartFile> files() {
        List<ChartFile> files = new ArrayList<>(List.of(svg(), png(2)));
        csv().ifPresent(files::add);
        return files;
    }

    Image image(double scale) {
        var canvas = new Canvas(picture.width() * scale, picture.height() * scale);
        canvas.getGraphicsContext2D().scale(scale, scale);
        new Painter().paint(picture, canvas.getGraphicsContext2D());
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return canvas.snapshot(parameters, new WritableImage((int) canvas.getWidth(), (int) canvas.getHeight()));
    }

    private static byte[] encode(Image image) {
        BufferedImage pixels = SwingFXUtils.fromFXImage(image, null);
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(pixels, "png", bytes)) {
                throw new IllegalStateException("every Java platform writes PNG");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // in memory
        }
        return bytes.toByteArray();
    }
}
