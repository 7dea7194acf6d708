package org.stockpot.data;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.stockpot.tensor.StockpotException;

/** Decoding through {@link ImageIO}, down to the samples as stored and without any idea of colour. */
final class Raw {
    /** The decoder's image of up to 4 samples of 2 bytes, and ours. */
    private static final int BYTES_PER_PIXEL = 4 * 2 + 3;
    /** Images beyond this many pixels are decoded one at a time, so that threads do not exceed the memory together. */
    private static final long LARGE = 4_000_000;

    private static final Object ONE_LARGE_AT_A_TIME = new Object();

    private Raw() {}

    @FunctionalInterface
    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    /** @param format name of a plug-in of {@link ImageIO} */
    static Pixels decode(EncodedImage image, String format) throws IOException, StockpotException {
        return read(image, format, reader -> pixels(reader.read(0)));
    }

    /** Samples as stored, for what the decoder cannot bring to a colour space. */
    static Raster raster(EncodedImage image, String format) throws IOException, StockpotException {
        return read(image, format, reader -> reader.readRaster(0, null));
    }

    /** Palette indices and palette. */
    static BufferedImage indexed(EncodedImage image, String format) throws IOException, StockpotException {
        return read(image, format, reader -> reader.read(0));
    }

    private static <T> T read(EncodedImage image, String format, Reading<T> reading)
            throws IOException, StockpotException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        // Memory, not a cache file on disk.
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.bytes()))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            image.checkSize(width, height);
            long pixels = (long) width * height;
            if (pixels <= LARGE) {
                return read(image, reader, pixels, reading);
            }
            synchronized (ONE_LARGE_AT_A_TIME) {
                return read(image, reader, pixels, reading);
            }
        } finally {
            reader.dispose();
        }
    }

    private static <T> T read(EncodedImage image, ImageReader reader, long pixels, Reading<T> reading)
            throws IOException, StockpotException {
        if (pixels * BYTES_PER_PIXEL > Memory.free()) {
            throw image.refusal(reader.getWidth(0) + " × " + reader.getHeight(0)
                    + " pixels do not fit into the free memory; give Java more with -Xmx");
        }
        return reading.read(reader);
    }

    /** Samples as stored; {@code getRGB} would convert grey as if it were linear light. */
    private static Pixels pixels(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return lookedUp(image, palette);
        }
        Raster raster = image.getRaster();
        int channels = raster.getNumBands() >= 3 ? 3 : 1;
        var out = new byte[image.getWidth() * image.getHeight() * channels];
        if (raster.getSampleModel() instanceof ComponentSampleModel model
                && raster.getDataBuffer() instanceof DataBufferByte data
                && raster.getParent() == null) {
            copyBytes(model, data.getData(), out, channels);
        } else {
            copySamples(raster, out, channels);
        }
        return new Pixels(image.getWidth(), image.getHeight(), channels, out);
    }

    private static void copyBytes(ComponentSampleModel model, byte[] in, byte[] out, int channels) {
        int step = model.getPixelStride();
        for (int channel = 0; channel < channels; channel++) {
            int at = channel;
            for (int y = 0; y < model.getHeight(); y++) {
                int from = model.getOffset(0, y, channel);
                for (int x = 0; x < model.getWidth(); x++, from += step, at += channels) {
                    out[at] = in[from];
                }
            }
        }
    }

    /** Samples of 16 bits lose their lower half; those of fewer than 8 are stretched to 0…255 as in Pillow. */
    private static void copySamples(Raster raster, byte[] out, int channels) {
        int[] row = new int[raster.getWidth()];
        for (int channel = 0; channel < channels; channel++) {
            int bits = raster.getSampleModel().getSampleSize(channel);
            int drop = raster.getTransferType() == DataBuffer.TYPE_USHORT && bits == 16 ? 8 : 0;
            int largest = bits < 8 ? (1 << bits) - 1 : 255;
            int at = channel;
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(0, y, raster.getWidth(), 1, channel, row);
                for (int sample : row) {
                    out[at] = (byte) ((sample >> drop) * 255 / largest);
                    at += channels;
                }
            }
        }
    }

    private static Pixels lookedUp(BufferedImage image, IndexColorModel palette) {
        int width = image.getWidth();
        var out = new byte[width * image.getHeight() * 3];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int index : row) {
                out[at++] = (byte) palette.getRed(index);
                out[at++] = (byte) palette.getGreen(index);
                out[at++] = (byte) palette.getBlue(index);
            }
        }
        return new Pixels(width, image.getHeight(), 3, out);
    }
}
