package org.stockpot.data;

import java.util.Arrays;

/** Turns an image about its centre, bilinear, keeping its size. */
final class Rotation {
    private Rotation() {}

    /**
     * What comes in from outside has the median of the border's samples: the background where there is one, and no
     * smeared edges.
     *
     * @param degrees counter-clockwise
     */
    static Pixels turn(Pixels image, double degrees) {
        int width = image.width();
        int height = image.height();
        int channels = image.channels();
        double cos = StrictMath.cos(StrictMath.toRadians(degrees));
        double sin = StrictMath.sin(StrictMath.toRadians(degrees));
        double midX = (width - 1) / 2.0;
        double midY = (height - 1) / 2.0;
        var out = new byte[image.samples().length];
        for (int channel = 0; channel < channels; channel++) {
            int fill = borderMedian(image, channel);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double fromX = midX + (x - midX) * cos - (y - midY) * sin;
                    double fromY = midY + (x - midX) * sin + (y - midY) * cos;
                    out[(y * width + x) * channels + channel] =
                            ValueShifts.toByte(bilinear(image, fromX, fromY, channel, fill));
                }
            }
        }
        return new Pixels(width, height, channels, out);
    }

    private static double bilinear(Pixels image, double x, double y, int channel, int fill) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        double upper = (1 - right) * sample(image, left, top, channel, fill)
                + right * sample(image, left + 1, top, channel, fill);
        double lower = (1 - right) * sample(image, left, top + 1, channel, fill)
                + right * sample(image, left + 1, top + 1, channel, fill);
        return (1 - below) * upper + below * lower;
    }

    private static int sample(Pixels image, int x, int y, int channel, int fill) {
        boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
        return inside ? image.sample(x, y, channel) : fill;
    }

    private static int borderMedian(Pixels image, int channel) {
        int width = image.width();
        int height = image.height();
        var border = new int[2 * (width + height)];
        int n = 0;
        for (int x = 0; x < width; x++) {
            border[n++] = image.sample(x, 0, channel);
            border[n++] = image.sample(x, height - 1, channel);
        }
        for (int y = 0; y < height; y++) {
            border[n++] = image.sample(0, y, channel);
            border[n++] = image.sample(width - 1, y, channel);
        }
        Arrays.sort(border);
        return border[n / 2];
    }
}
