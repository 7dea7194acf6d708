package org.stockpot.data;

import java.util.Arrays;

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

    /** Mirrors values at the middle of the range, with that much of the contrast. */
    static Pixels invert(Pixels image, double contrast) {
        var out = new byte[image.samples().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = toByte(127.5 + (127.5 - (image.samples()[i] & 0xff)) * contrast);
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }

    /** Adds to the value of hue, saturation and value; hue and saturation stay. */
    static Pixels brighten(Pixels image, double amount) {
        byte[] in = image.samples();
        int channels = image.channels();
        var out = new byte[in.length];
        for (int i = 0; i < in.length; i += channels) {
            int value = 0;
            for (int channel = 0; channel < channels; channel++) {
                value = Math.max(value, in[i + channel] & 0xff);
            }
            double brighter = Math.min(255, value + 255 * amount);
            for (int channel = 0; channel < channels; channel++) {
                out[i + channel] = toByte(value == 0 ? brighter : (in[i + channel] & 0xff) * brighter / value);
            }
        }
        return new Pixels(image.width(), image.height(), channels, out);
    }

    /** Draws colours towards the brightness that Pillow gives them; a grey image stays as it is. */
    static Pixels fade(Pixels image, double amount) {
        byte[] in = image.samples();
        if (image.channels() == 1) {
            return new Pixels(image.width(), image.height(), 1, in.clone());
        }
        var out = new byte[in.length];
        for (int i = 0; i < in.length; i += 3) {
            int grey = (19595 * (in[i] & 0xff) + 38470 * (in[i + 1] & 0xff) + 7471 * (in[i + 2] & 0xff) + 0x8000) >> 16;
            for (int channel = 0; channel < 3; channel++) {
                int value = in[i + channel] & 0xff;
                out[i + channel] = toByte(value + (grey - value) * amount);
            }
        }
        return new Pixels(image.width(), image.height(), 3, out);
    }

    /** Keeps the upper bits of every sample, as Pillow's {@code posterize}. */
    static Pixels posterize(Pixels image, int bits) {
        var out = new byte[image.samples().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (image.samples()[i] & (0xff << (8 - bits)));
        }
        return new Pixels(image.width(), image.height(), image.channels(), out);
    }

    /**
     * Covers a rectangle of the image's proportions with mid-grey.
     *
     * @param area share of the image that is covered
     */
    static Pixels occlude(Pixels image, double area, long seed) {
        int width = Math.max(1, (int) Math.round(image.width() * Math.sqrt(area)));
        int height = Math.max(1, (int) Math.round(image.height() * Math.sqrt(area)));
        int left = (int) Math.round(Noise.uniform(seed, 0) * (image.width() - width));
        int top = (int) Math.round(Noise.uniform(seed, 1) * (image.height() - height));
        byte[] out = image.samples().clone();
        int channels = image.channels();
        for (int y = top; y < top + height; y++) {
            int from = (y * image.width() + left) * channels;
            Arrays.fill(out, from, from + width * channels, (byte) 128);
        }
        return new Pixels(image.width(), image.height(), channels, out);
    }

    /** Rounded to the nearest (half up) and clipped to 0…255. */
    static byte toByte(double value) {
        return (byte) Math.max(0, Math.min(255, (int) Math.floor(value + 0.5)));
    }
}
