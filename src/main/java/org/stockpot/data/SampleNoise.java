package org.stockpot.data;

import java.util.Arrays;

/** Noise that is not normal. */
final class SampleNoise {
    private SampleNoise() {}

    /**
     * Grains of light: each sample is drawn from a Poisson distribution whose mean it is, by inversion.
     *
     * @param grains that white has on average
     */
    static Pixels shot(Pixels image, double grains, long seed) {
        var cumulated = new double[256][];
        var out = new byte[image.samples().length];
        for (int i = 0; i < out.length; i++) {
            int value = image.samples()[i] & 0xff;
            if (cumulated[value] == null) {
                cumulated[value] = poisson(value / 255.0 * grains);
            }
            int found = Arrays.binarySearch(cumulated[value], Noise.uniform(seed, i));
            int count = found >= 0 ? found : -found - 1; // the least count that is probable enough
            out[i] = ValueShifts.toByte(255 * count / grains);
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }

    /** P(X ≤ k) for k = 0, 1, … until it is 1. */
    private static double[] poisson(double mean) {
        int most = (int) Math.ceil(mean + 12 * Math.sqrt(mean) + 12);
        var cumulated = new double[most + 1];
        double term = StrictMath.exp(-mean);
        double sum = 0;
        for (int k = 0; k <= most; k++) {
            sum += term;
            cumulated[k] = Math.min(1, sum);
            term *= mean / (k + 1);
        }
        cumulated[most] = 1;
        return cumulated;
    }

    /** @param share of samples that become black or white, half of them each */
    static Pixels impulse(Pixels image, double share, long seed) {
        byte[] out = image.samples().clone();
        for (int i = 0; i < out.length; i++) {
            if (Noise.uniform(seed, 2L * i) < share) {
                out[i] = (byte) (Noise.uniform(seed, 2L * i + 1) < 0.5 ? 255 : 0);
            }
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }
}
