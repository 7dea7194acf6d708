package org.stockpot.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.stockpot.tensor.StockpotException;

/**
 * Decodes one PNG or JPEG file, told apart by its first bytes, to the values Pillow gives: colour profiles are not
 * applied, transparency is dropped, palettes are looked up, of 16-bit samples the upper half is kept.
 */
final class ImageFile {
    private static final int MAX_BYTES = 64_000_000;
    private static final long MAX_PIXELS = 64_000_000;
    /** The decoder's image of up to 4 samples of 2 bytes, and ours. */
    private static final int BYTES_PER_PIXEL = 4 * 2 + 3;

    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int IEND = 0x49454e44;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP2 = 0xe2;
    private static final int END_OF_IMAGE = 0xd9;

    private ImageFile() {}

    static boolean startsLikeImage(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] start = in.readNBytes(8);
            return isPng(start) || isJpeg(start);
        }
    }

    /** @throws StockpotException if the file is no whole PNG or JPEG image, or larger than 64 MB or 64 M pixels */
    static Pixels read(Path path) throws StockpotException {
        try {
            byte[] bytes = bytes(path);
            if (isPng(bytes)) {
                checkPng(path, bytes);
                return decode(path, bytes, "png");
            }
            if (isJpeg(bytes)) {
                checkJpeg(path, bytes);
                return decode(path, withoutProfiles(bytes), "jpeg");
            }
            throw new StockpotException(path + ": neither a PNG nor a JPEG image");
        } catch (IOException e) {
            throw new StockpotException(path + ": cannot be decoded (" + e.getMessage() + ")", e);
        } catch (RuntimeException e) {
            // The JDK's decoders answer some damaged files with whatever check fails first.
            throw new StockpotException(path + ": the image is damaged (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] bytes(Path path) throws IOException, StockpotException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new StockpotException(path + ": larger than the limit of " + MAX_BYTES + " bytes for an image");
            }
            return bytes;
        }
    }

    private static Pixels decode(Path path, byte[] bytes, String format) throws IOException, StockpotException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader reader = readers.next();
        // Memory, not a cache file on disk.
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new StockpotException(path + ": " + reader.getWidth(0) + " × " + reader.getHeight(0)
                        + " pixels, more than the limit of " + MAX_PIXELS);
            }
            if (pixels * BYTES_PER_PIXEL > Memory.free()) {
                throw new StockpotException(path + ": " + reader.getWidth(0) + " × " + reader.getHeight(0)
                        + " pixels do not fit into the free memory; give Java more with -Xmx");
            }
            return pixels(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    /** Samples as stored; {@code getRGB} would convert grey as if it were linear light. */
    private static Pixels pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            var out = new byte[width * height * 3];
            int[] row = new int[width];
            for (int y = 0, at = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, 0, row);
                for (int index : row) {
                    out[at++] = (byte) palette.getRed(index);
                    out[at++] = (byte) palette.getGreen(index);
                    out[at++] = (byte) palette.getBlue(index);
                }
            }
            return new Pixels(width, height, 3, out);
        }
        int channels = raster.getNumBands() >= 3 ? 3 : 1;
        int drop = raster.getTransferType() == DataBuffer.TYPE_USHORT
                        && raster.getSampleModel().getSampleSize(0) == 16
                ? 8
                : 0;
        var out = new byte[width * height * channels];
        int[] row = new int[width];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0, at = channel; y < height; y++) {
                raster.getSamples(0, y, width, 1, channel, row);
                for (int sample : row) {
                    out[at] = (byte) (sample >> drop);
                    at += channels;
                }
            }
        }
        return new Pixels(width, height, channels, out);
    }

    private static boolean isPng(byte[] start) {
        return start.length >= 8 && ByteBuffer.wrap(start).getLong() == PNG;
    }

    private static boolean isJpeg(byte[] start) {
        return start.length >= 3 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xd8 && (start[2] & 0xff) == 0xff;
    }

    /** Every chunk with its checksum, up to and with IEND. */
    private static void checkPng(Path path, byte[] bytes) throws StockpotException {
        var buffer = ByteBuffer.wrap(bytes);
        buffer.position(8);
        while (buffer.remaining() >= 12) {
            int length = buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 8) {
                break;
            }
            var crc = new CRC32();
            crc.update(bytes, buffer.position(), length + 4);
            int type = buffer.getInt();
            buffer.position(buffer.position() + length);
            if (buffer.getInt() != (int) crc.getValue()) {
                throw new StockpotException(path + ": a PNG checksum does not match, the file is damaged");
            }
            if (type == IEND) {
                return;
            }
        }
        throw new StockpotException(path + ": the PNG image ends early, the file was cut");
    }

    /** The end marker behind the start of the first scan; thumbnails in front of it have end markers of their own. */
    private static void checkJpeg(Path path, byte[] bytes) throws StockpotException {
        int at = 2;
        while (isSegment(bytes, at)) {
            at += segmentLength(bytes, at);
        }
        for (; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xff) == END_OF_IMAGE) {
                return;
            }
        }
        throw new StockpotException(path + ": the JPEG image ends early, the file was cut");
    }

    /** Leaves out the segments that hold colour profiles, which the JDK's decoder would apply. */
    private static byte[] withoutProfiles(byte[] bytes) {
        var kept = new ByteArrayOutputStream(bytes.length);
        int at = 2;
        kept.write(bytes, 0, at);
        while (isSegment(bytes, at)) {
            int length = segmentLength(bytes, at);
            if ((bytes[at + 1] & 0xff) != APP2) {
                kept.write(bytes, at, Math.min(length, bytes.length - at));
            }
            at += length;
        }
        kept.write(bytes, Math.min(at, bytes.length), Math.max(0, bytes.length - at));
        return kept.toByteArray();
    }

    /** Whether a segment in front of the first scan starts here. */
    private static boolean isSegment(byte[] bytes, int at) {
        return at + 4 <= bytes.length && (bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xff) != START_OF_SCAN;
    }

    /** Marker, length and content; a fill byte counts as a segment of its own. */
    private static int segmentLength(byte[] bytes, int at) {
        boolean filling = (bytes[at + 1] & 0xff) == 0xff;
        return filling ? 1 : 2 + ((bytes[at + 2] & 0xff) << 8) + (bytes[at + 3] & 0xff);
    }
}
