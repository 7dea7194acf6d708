package org.stockpot.data;

/** Gaussian blur; beyond the border the border's samples go on, nothing wraps. */
final class Blur {
    private Blur() {}

    /** @param sigma standard deviation in pixels */
    static Pixels gaussian(Pixels image, double sigma) {
        double[] kernel = kernel(sigma);
        int width = image.width();
        int height = image.height();
        int channels = image.channels();
        var out = new byte[image.samples().length];
        var plane = new double[width * height];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = image.samples()[i * channels + channel] & 0xff;
            }
            double[] blurred = blur(plane, width, height, kernel);
            for (int i = 0; i < plane.length; i++) {
                out[i * channels + channel] = ValueShifts.toByte(blurred[i]);
            }
        }
        return new Pixels(width, height, channels, out);
    }

    static double[] gaussian(double[] plane, int width, int height, double sigma) {
        return blur(plane, width, height, kernel(sigma));
    }

    /** What is left of the standard deviation of independent noise. */
    static double energy(double sigma) {
        double sum = 0;
        for (double weight : kernel(sigma)) {
            sum += weight * weight;
        }
        return sum;
    }

    private static double[] blur(double[] plane, int width, int height, double[] kernel) {
        int reach = kernel.length / 2;
        var rows = new double[plane.length];
        var out = new double[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int k = -reach; k <= reach; k++) {
                    rows[y * width + x] += kernel[k + reach] * plane[y * width + clamp(x + k, width)];
                }
            }
        }
        for (int y = 0; y < height; y++) {
            for (int k = -reach; k <= reach; k++) {
                int from = clamp(y + k, height) * width;
                for (int x = 0; x < width; x++) {
                    out[y * width + x] += kernel[k + reach] * rows[from + x];
                }
            }
        }
        return out;
    }

    private static double[] kernel(double sigma) {
        int reach = Math.max(1, (int) Math.ceil(3 * sigma));
        var kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int k = -reach; k <= reach; k++) {
            kernel[k + reach] = StrictMath.exp(-k * k / (2 * sigma * sigma));
            sum += kernel[k + reach];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }

    private static int clamp(int at, int size) {
        return Math.max(0, Math.min(size - 1, at));
    }
}
