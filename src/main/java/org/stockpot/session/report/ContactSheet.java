package org.stockpot.session.report;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.stockpot.data.PreparedSet;

/** The first images of a set side by side, as the network gets them, before normalisation. */
final class ContactSheet {
    private static final int COLUMNS = 12;
    private static final int LARGEST = 56;
    private static final int GAP = 2;

    private ContactSheet() {}

    /** How many images a sheet of a set shows. */
    static int images(PreparedSet set) {
        return Math.min(COLUMNS, set.size());
    }

    /** One row of images, scaled down to at most {@value #LARGEST} pixels a side. */
    static Png of(PreparedSet set) {
        int size = set.preprocessing().size();
        int channels = set.preprocessing().channels();
        int shrink = (size + LARGEST - 1) / LARGEST;
        int side = size / shrink;
        int images = images(set);
        ByteBuffer bytes = ByteBuffer.allocate(images * channels * size * size);
        set.bytes(0, images, bytes);
        var sheet = new BufferedImage(
                Math.max(1, images * (side + GAP) - GAP),
                side,
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int image = 0; image < images; image++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    var samples = new int[channels];
                    for (int channel = 0; channel < channels; channel++) {
                        int plane = (image * channels + channel) * size * size;
                        samples[channel] = mean(bytes, plane, size, x * shrink, y * shrink, shrink);
                    }
                    sheet.getRaster().setPixel(image * (side + GAP) + x, y, samples);
                }
            }
        }
        return Png.of(sheet);
    }

    private static int mean(ByteBuffer bytes, int plane, int size, int left, int top, int side) {
        int sum = 0;
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                sum += bytes.get(plane + y * size + x) & 0xff;
            }
        }
        return Math.round((float) sum / (side * side));
    }
}
