package org.stockpot.data;

/** Shifts that treat every sample by itself. Strengths in units of the whole range of values. */
final class ValueShifts {
    private ValueShifts() {}

    /** @param sigma standard deviation in 0…1 */
    static Pixels noise(Pixels image, double sigma, long seed) {
        var out = new byte[image.samples().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = toByte((image.samples()[i] & 0xff) + 255 * sigma * Noise.normal(seed, i));
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }

    /** {@code mean + (x − mean) × keep}, with the mean of each channel. */
    static Pixels contrast(Pixels image, double keep) {
        byte[] in = image.samples();
        int channels = image.channels();
        var out = new byte[in.length];
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int i = channel; i < in.length; i += channels) {
                sum += in[i] & 0xff;
            }
            double mean = sum * channels / in.length;
            for (int i = channel; i < in.length; i += channels) {
                out[i] = toByte(mean + ((in[i] & 0xff) - mean) * keep);
            }
        }
        return new Pixels(image.width(), image.height(), channels, out);
    }

    /** @param more share of the whole range that is added */
    static Pixels brighter(Pixels image, double more) {
        var out = new byte[image.samples().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = toByte((image.samples()[i] & 0xff) + 255 * more);
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }

    /** Mirrors values at the middle of the range, with that much of the contrast. */
    static Pixels invert(Pixels image, double contrast) {
        var out = new byte[image.samples().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = toByte(127.5 + (127.5 - (image.samples()[i] & 0xff)) * contrast);
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }

    /** Rounded to the nearest (half up) and clipped to 0…255. */
    static byte toByte(double value) {
        return (byte) Math.max(0, Math.min(255, (int) Math.floor(value + 0.5)));
    }
}
