package org.stockpot.data;

import java.util.Arrays;

/**
 * What an image looks like, so that copies can be told after resizing, compression and mirroring: signs of its lowest
 * frequencies (pHash, Zauner 2010, §3.2.1), signs of its horizontal differences (dHash, Krawetz 2013), and a thumbnail
 * to decide by.
 *
 * @param frequencies 64 bits: whether a coefficient of the 8 × 8 lowest of the thumbnail's cosine transform is above
 *     their median
 * @param differences 64 bits: whether a sample of 9 × 8 is brighter than its left neighbour
 * @param thumbnail 32 × 32 samples of brightness
 * @param side shorter side of the image, which limits the detail that its copies can have in common with it
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared nowhere
record ImageHash(long frequencies, long differences, byte[] thumbnail, int side) {
    static final int SIDE = 32;

    private static final int LOW = 8;
    private static final double[][] COSINES = cosines();

    static ImageHash of(Pixels image) {
        byte[] thumbnail = Resampler.resize(brightness(image), SIDE, SIDE, Preprocessing.Filter.BILINEAR)
                .samples();
        return of(thumbnail, Math.min(image.width(), image.height()));
    }

    /** The image mirrored, left and right, or top and bottom, or both. */
    ImageHash mirrored(boolean sides, boolean ends) {
        var flipped = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromX = sides ? SIDE - 1 - x : x;
                int fromY = ends ? SIDE - 1 - y : y;
                flipped[y * SIDE + x] = thumbnail[fromY * SIDE + fromX];
            }
        }
        return of(flipped, side);
    }

    /** Standard deviation of the thumbnail's samples. */
    double contrast() {
        double sum = 0;
        double squares = 0;
        for (byte sample : thumbnail) {
            double value = sample & 0xff;
            sum += value;
            squares += value * value;
        }
        double mean = sum / thumbnail.length;
        return Math.sqrt(Math.max(0, squares / thumbnail.length - mean * mean));
    }

    /**
     * Pearson's correlation of the thumbnails, at half the side of the smaller image where that is less than theirs: a
     * copy at half the size has no more detail than that. 0 where one is flat.
     */
    double correlation(ImageHash other) {
        int to = Math.max(LOW, Math.min(SIDE, Math.min(side, other.side) / 2));
        byte[] one = reduced(to);
        byte[] two = other.reduced(to);
        double sumA = 0;
        double sumB = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < one.length; i++) {
            double a = one[i] & 0xff;
            double b = two[i] & 0xff;
            sumA += a;
            sumB += b;
            aa += a * a;
            bb += b * b;
            ab += a * b;
        }
        int n = one.length;
        double product = (aa - sumA * sumA / n) * (bb - sumB * sumB / n);
        return product <= 0 ? 0 : (ab - sumA * sumB / n) / Math.sqrt(product);
    }

    private static ImageHash of(byte[] thumbnail, int side) {
        return new ImageHash(frequencies(thumbnail), differences(thumbnail), thumbnail, side);
    }

    /** The thumbnail at another size, at most as it is. */
    private byte[] reduced(int to) {
        var whole = new Pixels(SIDE, SIDE, 1, thumbnail);
        return Resampler.resize(whole, to, to, Preprocessing.Filter.BILINEAR).samples();
    }

    private static long frequencies(byte[] thumbnail) {
        var rows = new double[SIDE][LOW];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < LOW; u++) {
                for (int x = 0; x < SIDE; x++) {
                    rows[y][u] += (thumbnail[y * SIDE + x] & 0xff) * COSINES[u][x];
                }
            }
        }
        var coefficients = new double[LOW * LOW];
        for (int v = 0; v < LOW; v++) {
            for (int u = 0; u < LOW; u++) {
                for (int y = 0; y < SIDE; y++) {
                    coefficients[v * LOW + u] += rows[y][u] * COSINES[v][y];
                }
            }
        }
        double[] sorted = coefficients.clone();
        Arrays.sort(sorted);
        double median = (sorted[31] + sorted[32]) / 2;
        long bits = 0;
        for (double coefficient : coefficients) {
            bits = bits << 1 | (coefficient > median ? 1 : 0);
        }
        return bits;
    }

    private static long differences(byte[] thumbnail) {
        Pixels small =
                Resampler.resize(new Pixels(SIDE, SIDE, 1, thumbnail), LOW + 1, LOW, Preprocessing.Filter.BILINEAR);
        long bits = 0;
        for (int y = 0; y < LOW; y++) {
            for (int x = 0; x < LOW; x++) {
                bits = bits << 1 | (small.sample(x + 1, y, 0) > small.sample(x, y, 0) ? 1 : 0);
            }
        }
        return bits;
    }

    private static Pixels brightness(Pixels image) {
        if (image.channels() == 1) {
            return image;
        }
        Pixels grey = ValueShifts.fade(image, 1);
        var samples = new byte[image.width() * image.height()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = grey.samples()[3 * i];
        }
        return new Pixels(image.width(), image.height(), 1, samples);
    }

    private static double[][] cosines() {
        var table = new double[LOW][SIDE];
        for (int u = 0; u < LOW; u++) {
            for (int x = 0; x < SIDE; x++) {
                table[u][x] = StrictMath.cos(Math.PI * u * (2 * x + 1) / (2 * SIDE));
            }
        }
        return table;
    }
}
