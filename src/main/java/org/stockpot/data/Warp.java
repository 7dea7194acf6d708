package org.stockpot.data;

import java.util.Arrays;

/** Moves samples: every sample of the result is read, bilinear, from somewhere in the image, which keeps its size. */
final class Warp {
    private Warp() {}

    /** Where the sample of the result at a place comes from, in pixels of the image. */
    interface From {
        double x(int x, int y);

        double y(int x, int y);
    }

    /**
     * What comes in from outside has the median of the border's samples: the background where there is one, and no
     * smeared edges.
     */
    static Pixels overBackground(Pixels image, From from) {
        var fill = new int[image.channels()];
        for (int channel = 0; channel < fill.length; channel++) {
            fill[channel] = borderMedian(image, channel);
        }
        return warp(image, from, (x, y, channel) -> {
            boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
            return inside ? image.sample(x, y, channel) : fill[channel];
        });
    }

    /** Beyond the border the border's samples go on. */
    static Pixels overBorder(Pixels image, From from) {
        return warp(image, from, (x, y, channel) -> clamped(image, x, y, channel));
    }

    /** One value between samples; beyond the border the border's samples go on. */
    static double at(Pixels image, double x, double y, int channel) {
        return bilinear((column, row, plane) -> clamped(image, column, row, plane), x, y, channel);
    }

    @FunctionalInterface
    private interface Samples {
        int at(int x, int y, int channel);
    }

    private static Pixels warp(Pixels image, From from, Samples samples) {
        int width = image.width();
        int height = image.height();
        int channels = image.channels();
        var out = new byte[image.samples().length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromX = from.x(x, y);
                double fromY = from.y(x, y);
                for (int channel = 0; channel < channels; channel++) {
                    out[at++] = ValueShifts.toByte(bilinear(samples, fromX, fromY, channel));
                }
            }
        }
        return new Pixels(width, height, channels, out);
    }

    private static double bilinear(Samples samples, double x, double y, int channel) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        double upper = (1 - right) * samples.at(left, top, channel) + right * samples.at(left + 1, top, channel);
        double lower =
                (1 - right) * samples.at(left, top + 1, channel) + right * samples.at(left + 1, top + 1, channel);
        return (1 - below) * upper + below * lower;
    }

    private static int clamped(Pixels image, int x, int y, int channel) {
        return image.sample(
                Math.max(0, Math.min(image.width() - 1, x)), Math.max(0, Math.min(image.height() - 1, y)), channel);
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
