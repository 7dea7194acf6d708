package org.stockpot.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import org.stockpot.tensor.StockpotException;

/**
 * The first frame of a GIF on the whole canvas, as Pillow shows it: what the frame leaves free has the transparent
 * colour, or the first of the palette. The JDK's decoder gives the frame alone and fills up cut files.
 */
final class Gif {
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;

    private final EncodedImage image;
    private int at = 13;
    private int left;
    private int top;
    private int width;
    private int height;
    private int fill;

    private Gif(EncodedImage image) {
        this.image = image;
    }

    static Pixels decode(EncodedImage image) throws IOException, StockpotException {
        var gif = new Gif(image);
        gif.readBlocks();
        return gif.onCanvas();
    }

    /** Finds the first frame, and the trailer behind the last one. */
    private void readBlocks() throws StockpotException {
        boolean found = false;
        if (image.bytes().length > 10) {
            skipTable(image.u8(10));
        }
        while (at < image.bytes().length) {
            int kind = image.u8(at);
            if (kind == TRAILER && found) {
                return;
            }
            if (kind == EXTENSION && at + 7 < image.bytes().length) {
                if (!found && image.u8(at + 1) == CONTROL && (image.u8(at + 3) & 1) != 0) {
                    fill = image.u8(at + 6);
                }
                at += 2;
            } else if (kind == IMAGE && at + 10 < image.bytes().length) {
                if (!found) {
                    found = true;
                    left = image.u16(at + 1);
                    top = image.u16(at + 3);
                    width = image.u16(at + 5);
                    height = image.u16(at + 7);
                }
                int flags = image.u8(at + 9);
                at += 10;
                skipTable(flags);
                at++;
            } else {
                break;
            }
            skipSubBlocks();
        }
        throw image.refusal("the GIF image ends early, the file was cut");
    }

    private void skipTable(int flags) {
        at += (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private void skipSubBlocks() {
        while (at < image.bytes().length && image.u8(at) != 0) {
            at += 1 + image.u8(at);
        }
        at++;
    }

    private Pixels onCanvas() throws IOException, StockpotException {
        int canvasWidth = Math.max(image.u16(6), left + width);
        int canvasHeight = Math.max(image.u16(8), top + height);
        image.checkSize(canvasWidth, canvasHeight);
        BufferedImage frame = Raw.indexed(image, "gif");
        if (!(frame.getColorModel() instanceof IndexColorModel palette)) {
            throw image.refusal("the GIF image has no palette");
        }
        var out = new byte[canvasWidth * canvasHeight * 3];
        int background = Math.min(fill, palette.getMapSize() - 1);
        for (int pixel = 0; pixel < canvasWidth * canvasHeight; pixel++) {
            put(out, pixel, palette, background);
        }
        int[] row = new int[frame.getWidth()];
        for (int y = 0; y < frame.getHeight(); y++) {
            frame.getRaster().getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                put(out, (top + y) * canvasWidth + left + x, palette, row[x]);
            }
        }
        return new Pixels(canvasWidth, canvasHeight, 3, out);
    }

    private static void put(byte[] out, int pixel, IndexColorModel palette, int index) {
        out[3 * pixel] = (byte) palette.getRed(index);
        out[3 * pixel + 1] = (byte) palette.getGreen(index);
        out[3 * pixel + 2] = (byte) palette.getBlue(index);
    }
}
