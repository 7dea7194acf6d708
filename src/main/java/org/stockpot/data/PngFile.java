package org.stockpot.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.stockpot.tensor.StockpotException;

/** Images as PNG files. */
public final class PngFile {
    private PngFile() {}

    /** The bytes of a file, 8 bits per sample, grey or RGB. */
    public static byte[] encode(Pixels image) {
        int channels = image.channels();
        var picture = new BufferedImage(
                image.width(),
                image.height(),
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        picture.getRaster().setDataElements(0, 0, image.width(), image.height(), image.samples());
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("every Java platform writes PNG");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // in memory
        }
        return bytes.toByteArray();
    }

    /** Writes a file that is always the old or the new one, whole; its folder must exist. */
    public static void write(Pixels image, Path target) throws StockpotException {
        Path absolute = target.toAbsolutePath();
        Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".tmp");
        try {
            try {
                Files.write(temporary, encode(image));
                Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StockpotException(target + " cannot be written: " + e.getMessage(), e);
        }
    }
}
