package org.stockpot.data;

import java.util.Arrays;

/** Shifts that treat squares of an image. */
final class Blocks {
    private static final byte GREY = (byte) 128;

    private Blocks() {}

    /**
     * Replaces squares by their mean.
     *
     * @param side of a square in pixels, rounded to a whole number of at least 2; squares are cut off at the right and lower
     *     border
     */
    static Pixels pixelate(Pixels image, double side) {
        int step = Math.max(2, (int) Math.round(side));
        int channels = image.channels();
        var out = new byte[image.samples().length];
        for (int top = 0; top < image.height(); top += step) {
            for (int left = 0; left < image.width(); left += step) {
                int bottom = Math.min(image.height(), top + step);
                int right = Math.min(image.width(), left + step);
                for (int channel = 0; channel < channels; channel++) {
                    long sum = 0;
                    for (int y = top; y < bottom; y++) {
                        for (int x = left; x < right; x++) {
                            sum += image.sample(x, y, channel);
                        }
                    }
                    byte mean = ValueShifts.toByte((double) sum / ((bottom - top) * (right - left)));
                    for (int y = top; y < bottom; y++) {
                        for (int x = left; x < right; x++) {
                            out[(y * image.width() + x) * channels + channel] = mean;
                        }
                    }
                }
            }
        }
        return new Pixels(image.width(), image.height(), channels, out);
    }

    /**
     * Covers a square with the middle of the range.
     *
     * @param share of the image's shorter side that the square's side has, 0…1
     * @param across where between the left and the right border it is, 0…1
     * @param down where between the upper and the lower border it is, 0…1
     */
    static Pixels occlude(Pixels image, double share, double across, double down) {
        int side = Math.max(1, (int) Math.round(share * Math.min(image.width(), image.height())));
        int left = (int) Math.round(across * (image.width() - side));
        int top = (int) Math.round(down * (image.height() - side));
        byte[] out = image.samples().clone();
        for (int y = top; y < top + side; y++) {
            int from = (y * image.width() + left) * image.channels();
            Arrays.fill(out, from, from + side * image.channels(), GREY);
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }
}
