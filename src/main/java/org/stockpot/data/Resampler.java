package org.stockpot.data;

import java.util.Arrays;

/**
 * Resizes 8-bit images with antialiasing exactly as Pillow does ({@code Resample.c}): coefficients rounded to fixed
 * point, a horizontal pass rounded to bytes, then a vertical one. Equal to the last bit, because networks are trained
 * behind Pillow.
 */
public final class Resampler {
    /** 8 bits for the result, 2 for the overshoot of the cubic; the rest of an int for the coefficients. */
    private static final int PRECISION_BITS = 32 - 8 - 2;

    private static final int HALF = 1 << (PRECISION_BITS - 1);

    private Resampler() {}

    /** The image at another size. */
    public static Pixels resize(Pixels image, int width, int height, Preprocessing.Filter filter) {
        return resize(image, width, height, Kernel.of(filter));
    }

    /** The image at another size with Pillow's filter {@code BOX}: means of whole pixels, or their repetition. */
    static Pixels blocks(Pixels image, int width, int height) {
        return resize(image, width, height, Kernel.BOX);
    }

    private static Pixels resize(Pixels image, int width, int height, Kernel kernel) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(width + " × " + height);
        }
        Pixels result = image;
        if (width != image.width()) {
            result = horizontally(result, Coefficients.of(image.width(), width, kernel));
        }
        if (height != image.height()) {
            result = vertically(result, Coefficients.of(image.height(), height, kernel));
        }
        return result;
    }

    private static Pixels horizontally(Pixels image, Coefficients weights) {
        int width = weights.first.length;
        int channels = image.channels();
        var out = new byte[width * image.height() * channels];
        for (int y = 0; y < image.height(); y++) {
            int row = y * image.width() * channels;
            if (channels == 3) {
                colourRow(image.samples(), row, weights, out, y * width * 3);
            } else {
                for (int channel = 0; channel < channels; channel++) {
                    row(image.samples(), row + channel, channels, weights, out, y * width * channels + channel);
                }
            }
        }
        return new Pixels(width, image.height(), channels, out);
    }

    private static void row(byte[] in, int row, int channels, Coefficients weights, byte[] out, int start) {
        int at = start;
        for (int x = 0; x < weights.first.length; x++) {
            int from = row + weights.first[x] * channels;
            int sum = HALF;
            for (int weight : weights.kernels[x]) {
                sum += (in[from] & 0xff) * weight;
                from += channels;
            }
            out[at] = clip(sum);
            at += channels;
        }
    }

    /** Three samples share a walk over the weights. */
    private static void colourRow(byte[] in, int row, Coefficients weights, byte[] out, int start) {
        int at = start;
        for (int x = 0; x < weights.first.length; x++) {
            int from = row + weights.first[x] * 3;
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            for (int weight : weights.kernels[x]) {
                red += (in[from] & 0xff) * weight;
                green += (in[from + 1] & 0xff) * weight;
                blue += (in[from + 2] & 0xff) * weight;
                from += 3;
            }
            out[at++] = clip(red);
            out[at++] = clip(green);
            out[at++] = clip(blue);
        }
    }

    /** Row after row, so that memory is read in order and the compiler can use wide registers. */
    private static Pixels vertically(Pixels image, Coefficients weights) {
        int height = weights.first.length;
        int stride = image.width() * image.channels();
        byte[] in = image.samples();
        var out = new byte[height * stride];
        var sums = new int[stride];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int from = weights.first[y] * stride;
            for (int weight : weights.kernels[y]) {
                for (int x = 0; x < stride; x++) {
                    sums[x] += (in[from + x] & 0xff) * weight;
                }
                from += stride;
            }
            for (int x = 0; x < stride; x++) {
                out[y * stride + x] = clip(sums[x]);
            }
        }
        return new Pixels(image.width(), height, image.channels(), out);
    }

    private static byte clip(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION_BITS));
    }

    /** For each sample of the result: the first sample it is made of, and fixed-point weights from there on. */
    private static final class Coefficients {
        private final int[] first;
        private final int[][] kernels;

        private Coefficients(int size) {
            first = new int[size];
            kernels = new int[size][];
        }

        static Coefficients of(int inSize, int outSize, Kernel kernel) {
            double scale = (double) inSize / outSize;
            double filterScale = Math.max(1, scale);
            double support = kernel.support * filterScale;
            double step = 1 / filterScale;
            var result = new Coefficients(outSize);
            for (int out = 0; out < outSize; out++) {
                double center = (out + 0.5) * scale;
                int first = Math.max(0, (int) (center - support + 0.5));
                int last = Math.min(inSize, (int) (center + support + 0.5));
                var weights = new double[last - first];
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = kernel.weight((i + first - center + 0.5) * step);
                    sum += weights[i];
                }
                result.first[out] = first;
                result.kernels[out] = fixedPoint(weights, sum);
            }
            return result;
        }

        private static int[] fixedPoint(double[] weights, double sum) {
            var rounded = new int[weights.length];
            for (int i = 0; i < rounded.length; i++) {
                double weight = sum == 0 ? weights[i] : weights[i] / sum;
                rounded[i] = (int) ((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION_BITS));
            }
            return rounded;
        }
    }

    private enum Kernel {
        BOX(0.5) {
            @Override
            double weight(double distance) {
                return distance > -0.5 && distance <= 0.5 ? 1 : 0;
            }
        },
        BILINEAR(1) {
            @Override
            double weight(double distance) {
                double x = Math.abs(distance);
                return x < 1 ? 1 - x : 0;
            }
        },
        BICUBIC(2) {
            @Override
            double weight(double distance) {
                double x = Math.abs(distance);
                double a = -0.5;
                if (x < 1) {
                    return ((a + 2) * x - (a + 3)) * x * x + 1;
                }
                return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
            }
        };

        private final double support;

        Kernel(double support) {
            this.support = support;
        }

        static Kernel of(Preprocessing.Filter filter) {
            return filter == Preprocessing.Filter.BICUBIC ? BICUBIC : BILINEAR;
        }

        abstract double weight(double distance);
    }
}
