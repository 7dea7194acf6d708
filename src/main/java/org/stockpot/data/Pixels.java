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

    /** The same in colour: of a grey image every sample three times. */
    public Pixels inColour() {
        return InputShape.colour(this);
    }

    /**
     * A small copy in colour, with the whole of the image on it.
     *
     * @param side the longer side of the result in pixels; a smaller image keeps its size
     */
    public Pixels thumbnail(int side) {
        Pixels colour = inColour();
        int longer = Math.max(width, height);
        return longer <= side
                ? colour
                : Resampler.resize(
                        colour,
                        Math.max(1, Math.round((float) width * side / longer)),
                        Math.max(1, Math.round((float) height * side / longer)),
                        Preprocessing.Filter.BILINEAR);
    }

    /** One sample, 0…255. */
    public int sample(int x, int y, int channel) {
        return samples[(y * width + x) * channels + channel] & 0xff;
    }
}
