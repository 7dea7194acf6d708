package org.stockpot.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.stockpot.tensor.StockpotException;

/** What is left of an image after a JPEG file, colours at half resolution. */
final class JpegShift {
    /** Sides of the images for which Hendrycks and Dietterich published tables. */
    private static final double[] SIDES = {32, 64, 224};

    private static final double[][] QUALITIES = {{80, 65, 58, 50, 40}, {65, 58, 50, 40, 25}, {25, 18, 15, 10, 7}};

    private JpegShift() {}

    /**
     * The published quality, 1…100. JPEG's blocks have 8 × 8 pixels whatever the image's size, so the tables for CIFAR,
     * Tiny ImageNet and ImageNet differ; between their sizes the quality follows the logarithm of the shorter side.
     */
    static int quality(int side, int level) {
        double at = Math.max(SIDES[0], Math.min(SIDES[2], side));
        int below = at < SIDES[1] ? 0 : 1;
        double share = StrictMath.log(at / SIDES[below]) / StrictMath.log(SIDES[below + 1] / SIDES[below]);
        return (int) Math.round((1 - share) * QUALITIES[below][level] + share * QUALITIES[below + 1][level]);
    }

    static Pixels through(Pixels image, int quality) {
        try {
            return new EncodedImage("the JPEG image", encode(image, quality)).decode();
        } catch (IOException | StockpotException e) {
            throw new IllegalStateException(e); // it was written here, in memory
        }
    }

    private static byte[] encode(Pixels image, int quality) throws IOException {
        int channels = image.channels();
        var picture = new BufferedImage(
                image.width(),
                image.height(),
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] into = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < into.length; i++) {
            into[i] = image.samples()[channels == 1 ? i : i - i % 3 + 2 - i % 3];
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(quality / 100f);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
