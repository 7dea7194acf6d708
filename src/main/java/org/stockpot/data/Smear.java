package org.stockpot.data;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mean of many displaced copies of an image. Displacements between pixels count for the pixels around them in
 * proportion, so that a smear shorter than a pixel is one too. Beyond the border the border's samples go on.
 */
final class Smear {
    private final Map<Offset, Double> weights = new TreeMap<>();
    private double sum;

    private record Offset(int x, int y) implements Comparable<Offset> {
        @Override
        public int compareTo(Offset other) {
            return y == other.y ? Integer.compare(x, other.x) : Integer.compare(y, other.y);
        }
    }

    /** All displacements within a radius: what a lens out of focus does to a point. */
    static Pixels disk(Pixels image, double radius) {
        var smear = new Smear();
        int steps = Math.max(16, (int) Math.ceil(4 * radius));
        for (int i = -steps; i <= steps; i++) {
            for (int j = -steps; j <= steps; j++) {
                if (i * i + j * j <= steps * steps) {
                    smear.add(radius * i / steps, radius * j / steps, 1);
                }
            }
        }
        return smear.apply(image);
    }

    /**
     * Displacements along a line, to one side, with the weights of a Gaussian.
     *
     * @param sigma in pixels
     * @param length in pixels
     */
    static Pixels line(Pixels image, double sigma, double length, double radians) {
        var smear = new Smear();
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        int steps = Math.max(32, (int) Math.ceil(4 * length));
        for (int i = 0; i < steps; i++) {
            double far = length * (i + 0.5) / steps;
            smear.add(far * cos, far * sin, StrictMath.exp(-far * far / (2 * sigma * sigma)));
        }
        return smear.apply(image);
    }

    private void add(double x, double y, double weight) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double below = y - top;
        add(left, top, weight * (1 - right) * (1 - below));
        add(left + 1, top, weight * right * (1 - below));
        add(left, top + 1, weight * (1 - right) * below);
        add(left + 1, top + 1, weight * right * below);
    }

    private void add(int x, int y, double weight) {
        if (weight > 0) {
            weights.merge(new Offset(x, y), weight, Double::sum);
            sum += weight;
        }
    }

    /** Offset after offset over whole rows, which the compiler turns into wide instructions. */
    private Pixels apply(Pixels image) {
        int width = image.width();
        int height = image.height();
        int channels = image.channels();
        int reach = weights.keySet().stream()
                .mapToInt(offset -> Math.max(Math.abs(offset.x()), Math.abs(offset.y())))
                .max()
                .orElse(0);
        var out = new byte[image.samples().length];
        for (int channel = 0; channel < channels; channel++) {
            float[][] padded = padded(image, channel, reach);
            var row = new float[width];
            for (int y = 0; y < height; y++) {
                Arrays.fill(row, 0);
                for (Map.Entry<Offset, Double> tap : weights.entrySet()) {
                    float weight = (float) (tap.getValue() / sum);
                    addRow(
                            row,
                            padded[
                                    Math.max(
                                            0,
                                            Math.min(
                                                    height - 1, y - tap.getKey().y()))],
                            reach - tap.getKey().x(),
                            weight);
                }
                for (int x = 0; x < width; x++) {
                    out[(y * width + x) * channels + channel] = ValueShifts.toByte(row[x]);
                }
            }
        }
        return new Pixels(width, height, channels, out);
    }

    private static void addRow(float[] row, float[] from, int start, float weight) {
        for (int x = 0; x < row.length; x++) {
            row[x] += weight * from[start + x];
        }
    }

    private static float[][] padded(Pixels image, int channel, int reach) {
        var rows = new float[image.height()][image.width() + 2 * reach];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                rows[y][x] = image.sample(Math.max(0, Math.min(image.width() - 1, x - reach)), y, channel);
            }
        }
        return rows;
    }
}
