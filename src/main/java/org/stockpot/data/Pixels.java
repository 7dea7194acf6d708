package org.stockpot.data;

/**
 * A decoded image of 8-bit samples, channels interleaved: {@code samples[(y × width + x) × channels + channel]}. The
 * array is not copied; whoever holds a {@code Pixels} does not write to it.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
@SuppressWarnings("ArrayRecordComponent") // a value of bulk data, compared nowhere
public record Pixels(int width, int height, int channels, byte[] samples) {
    public Pixels {
        if (samples.length != width * height * channels) {
            throw new IllegalArgumentException(
                    samples.length + " samples for " + width + " × " + height + " × " + channels);
        }
    }

    /** One sample, 0…255. */
    public int sample(int x, int y, int channel) {
        return samples[(y * width + x) * channels + channel] & 0xff;
    }
}
