package org.stockpot.session.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A picture of pixels that lies in the page itself.
 *
 * @param base64 the bytes of a PNG file
 */
public record Png(int width, int height, String base64) {
    static Png of(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("every Java platform writes PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Png(image.getWidth(), image.getHeight(), Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }
}
