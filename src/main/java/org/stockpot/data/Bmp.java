package org.stockpot.data;

import org.stockpot.tensor.StockpotException;

/** What the JDK's BMP decoder does not check: it fills up a cut file without a word. */
final class Bmp {
    private static final int UNCOMPRESSED = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BITFIELDS = 3;
    private static final int CORE_HEADER = 12;

    private Bmp() {}

    /** All pixels within the file; run-length encoded ones up to their end mark. */
    static void check(EncodedImage image) throws StockpotException {
        if (image.bytes().length < 54) {
            throw cut(image);
        }
        long data = image.u32(10);
        boolean core = image.u32(14) == CORE_HEADER;
        long width = core ? image.u16(18) : (int) image.u32(18);
        long height = core ? image.u16(20) : Math.abs((long) (int) image.u32(22));
        int bits = image.u16(core ? 24 : 28);
        long compression = core ? UNCOMPRESSED : image.u32(30);
        image.checkSize(width, height);
        if (compression == UNCOMPRESSED || compression == BITFIELDS) {
            long row = (width * bits + 31) / 32 * 4;
            if (data + row * height > image.bytes().length) {
                throw cut(image);
            }
        } else if (compression == RLE8 || compression == RLE4) {
            long size = image.u32(34);
            long end = data + size;
            if (size < 2 || end > image.bytes().length || image.u16((int) end - 2) != 0x0100) {
                throw cut(image);
            }
        } else {
            throw image.refusal(
                    "the BMP image uses compression " + compression + ", known are none, RLE and bit fields");
        }
    }

    private static StockpotException cut(EncodedImage image) {
        return image.refusal("the BMP image ends early, the file was cut");
    }
}
