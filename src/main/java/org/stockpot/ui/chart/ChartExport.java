package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.stockpot.session.ChartFile;
import org.stockpot.session.ChartOrder;
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
        return png(scale, () -> PngWriter.encode(SwingFXUtils.fromFXImage(image, null)));
    }

    private ChartFile png(int scale, ChartFile.Content content) {
        return new ChartFile(scale == 1 ? title : title + "@" + scale + "x", PNG, content);
    }

    /** SVG, PNG with twice the pixels, and CSV where there are numbers. */
    public List<ChartFile> files() {
        List<ChartFile> files = new ArrayList<>(List.of(svg(), png(2)));
        csv().ifPresent(files::add);
        return files;
    }

    /** What was ordered and can be had; needs no display. */
    List<ChartFile> files(ChartOrder order) {
        List<ChartFile> files = new ArrayList<>();
        if (order.formats().contains(ChartOrder.Format.SVG)) {
            files.add(svg());
        }
        if (order.formats().contains(ChartOrder.Format.PNG)) {
            files.add(png(order.scale(), () -> PngWriter.write(picture, order.scale())));
        }
        if (order.formats().contains(ChartOrder.Format.CSV)) {
            csv().ifPresent(files::add);
        }
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
}
