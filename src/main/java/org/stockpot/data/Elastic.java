package org.stockpot.data;

/** A smooth random displacement of every pixel (Simard et al. 2003). */
final class Elastic {
    private Elastic() {}

    /**
     * @param sigma of the Gaussian that smooths the field, in pixels
     * @param distance root of the mean square displacement along each axis, in pixels
     */
    static Pixels bend(Pixels image, double sigma, double distance, long seed) {
        double[] right = field(image, sigma, distance, seed, 0);
        double[] down = field(image, sigma, distance, seed, 1);
        int width = image.width();
        return Warp.overBorder(image, new Warp.From() {
            @Override
            public double x(int x, int y) {
                return x + right[y * width + x];
            }

            @Override
            public double y(int x, int y) {
                return y + down[y * width + x];
            }
        });
    }

    private static double[] field(Pixels image, double sigma, double distance, long seed, int axis) {
        var noise = new double[image.width() * image.height()];
        double scale = distance / Blur.energy(sigma);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = scale * Noise.normal(seed, 2L * i + axis);
        }
        return Blur.gaussian(noise, image.width(), image.height(), sigma);
    }
}
