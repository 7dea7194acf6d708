package org.stockpot.ui.data;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.stockpot.data.Pixels;

/** Images of data as images of the window. */
final class Pictures {
    private Pictures() {}

    /** @param colour three samples per pixel */
    static Image of(Pixels colour) {
        var image = new WritableImage(colour.width(), colour.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        colour.width(),
                        colour.height(),
                        PixelFormat.getByteRgbInstance(),
                        colour.samples(),
                        0,
                        3 * colour.width());
        return image;
    }
}
