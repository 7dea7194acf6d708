package org.stockpot.data;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.stockpot.tensor.StockpotException;

/**
 * JPEG as libjpeg and Pillow read it. The JDK's decoder contains libjpeg too, but applies colour profiles, takes
 * unmarked images without subsampling for RGB, gives CMYK as stored and fills up cut files.
 */
final class Jpeg {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int APP0 = 0xe0;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final byte[] JFIF = {
        (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    private static final int NO_ADOBE = -1;
    /** Adobe's transform: three colours and black. */
    private static final int YCCK = 2;

    private final EncodedImage image;
    private final byte[] bytes;
    private int firstScan;
    private int components;
    private int[] ids = {};
    private boolean jfif;
    private int adobe = NO_ADOBE;

    private Jpeg(EncodedImage image) {
        this.image = image;
        this.bytes = image.bytes();
    }

    static Pixels decode(EncodedImage image) throws IOException, StockpotException {
        var jpeg = new Jpeg(image);
        jpeg.readSegments();
        jpeg.checkEnd();
        var plain = new EncodedImage(image.name(), jpeg.withoutProfiles());
        return jpeg.components == 4 ? jpeg.fourColours(plain) : Raw.decode(plain, "jpeg");
    }

    private void readSegments() {
        int at = 2;
        while (isSegment(at)) {
            int length = segmentLength(at);
            int marker = bytes[at + 1] & 0xff;
            if (isFrame(marker) && at + 9 < bytes.length) {
                components = bytes[at + 9] & 0xff;
                ids = new int[components];
                for (int i = 0; i < components && at + 10 + 3 * i < bytes.length; i++) {
                    ids[i] = bytes[at + 10 + 3 * i] & 0xff;
                }
            }
            jfif |= marker == APP0 && startsWith(at + 4, "JFIF");
            if (marker == APP14 && startsWith(at + 4, "Adobe") && at + 15 < bytes.length) {
                adobe = bytes[at + 15] & 0xff;
            }
            at += length;
        }
        firstScan = at;
    }

    /** The end marker behind the start of the first scan; thumbnails in front of it have end markers of their own. */
    private void checkEnd() throws StockpotException {
        for (int at = firstScan; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xff) == END_OF_IMAGE) {
                return;
            }
        }
        throw image.refusal("the JPEG image ends early, the file was cut");
    }

    /**
     * Leaves out the segments that hold colour profiles, and marks three unmarked components as what libjpeg takes
     * them for.
     */
    private byte[] withoutProfiles() {
        var kept = new ByteArrayOutputStream(bytes.length + JFIF.length);
        int at = 2;
        kept.write(bytes, 0, at);
        boolean rgb = components == 3 && ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B';
        if (components == 3 && !jfif && adobe == NO_ADOBE && !rgb) {
            kept.write(JFIF, 0, JFIF.length);
        }
        while (isSegment(at)) {
            int length = segmentLength(at);
            if ((bytes[at + 1] & 0xff) != APP2) {
                kept.write(bytes, at, Math.min(length, bytes.length - at));
            }
            at += length;
        }
        kept.write(bytes, Math.min(at, bytes.length), Math.max(0, bytes.length - at));
        return kept.toByteArray();
    }

    /** CMYK to RGB as Pillow does ({@code Convert.c}, {@code cmyk2rgb}), which takes all files for inverted as Adobe's are. */
    private Pixels fourColours(EncodedImage plain) throws IOException, StockpotException {
        Raster raster = Raw.raster(plain, "jpeg");
        var out = new byte[raster.getWidth() * raster.getHeight() * 3];
        int[] row = new int[raster.getWidth() * 4];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += 4) {
                if (adobe == YCCK) {
                    toCmyk(row, x);
                }
                int light = row[x + 3];
                for (int colour = 0; colour < 3; colour++) {
                    int product = (255 - row[x + colour]) * light + 128;
                    out[at++] = (byte) (light - (((product >> 8) + product) >> 8));
                }
            }
        }
        return new Pixels(raster.getWidth(), raster.getHeight(), 3, out);
    }

    /** {@code ycck_cmyk_convert} of libjpeg, in 16-bit fixed point; black is left as it is. */
    private static void toCmyk(int[] row, int x) {
        int luma = row[x];
        int blue = row[x + 1] - 128;
        int red = row[x + 2] - 128;
        row[x] = clip(255 - (luma + ((91881 * red + 32768) >> 16)));
        row[x + 1] = clip(255 - (luma + ((-22554 * blue - 46802 * red + 32768) >> 16)));
        row[x + 2] = clip(255 - (luma + ((116130 * blue + 32768) >> 16)));
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private boolean startsWith(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** SOF0 to SOF15 without the tables and the reserved marker that lie between them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Whether a segment in front of the first scan starts here. */
    private boolean isSegment(int at) {
        return at + 4 <= bytes.length && (bytes[at] & 0xff) == 0xff && (bytes[at + 1] & 0xff) != START_OF_SCAN;
    }

    /** Marker, length and content; a fill byte counts as a segment of its own. */
    private int segmentLength(int at) {
        boolean filling = (bytes[at + 1] & 0xff) == 0xff;
        return filling ? 1 : 2 + ((bytes[at + 2] & 0xff) << 8) + (bytes[at + 3] & 0xff);
    }
}
