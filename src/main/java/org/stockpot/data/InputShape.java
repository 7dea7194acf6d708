package org.stockpot.data;

import org.stockpot.tensor.StockpotException;

/**
 * Brings a decoded image to the size and channels of a network's input, as torchvision's {@code Resize} and
 * {@code CenterCrop} do on Pillow images.
 */
final class InputShape {
    /** Largest image between resizing and cropping; only a needle of a few pixels' width needs more. */
    private static final long MAX_PIXELS = 64_000_000;

    private InputShape() {}

    /**
     * An image of {@code size × size} pixels; the given one where it fits already.
     *
     * @throws StockpotException if the image is so long and narrow that resizing it would need too much memory
     */
    static Pixels fit(Pixels image, Preprocessing preprocessing) throws StockpotException {
        Pixels coloured = preprocessing.channels() == 1 ? grey(image) : colour(image);
        int side = preprocessing.resize();
        int shorter = Math.min(image.width(), image.height());
        long width = (long) image.width() * side / shorter;
        long height = (long) image.height() * side / shorter;
        if (width * height > MAX_PIXELS) {
            throw new StockpotException("an image of " + image.width() + " × " + image.height()
                    + " pixels is too narrow to be resized to a shorter side of " + side);
        }
        Pixels resized = Resampler.resize(coloured, (int) width, (int) height, preprocessing.filter());
        return crop(resized, preprocessing.size());
    }

    /** Pillow's {@code convert('L')}: ITU-R 601 luma in 16-bit fixed point. */
    static Pixels grey(Pixels image) {
        if (image.channels() == 1) {
            return image;
        }
        var out = new byte[image.width() * image.height()];
        byte[] in = image.samples();
        for (int i = 0; i < out.length; i++) {
            int luma = (in[3 * i] & 0xff) * 19595 + (in[3 * i + 1] & 0xff) * 38470 + (in[3 * i + 2] & 0xff) * 7471;
            out[i] = (byte) ((luma + 0x8000) >> 16);
        }
        return new Pixels(image.width(), image.height(), 1, out);
    }

    /** Pillow's {@code convert('RGB')} of a grey image: the same value three times. */
    static Pixels colour(Pixels image) {
        if (image.channels() == 3) {
            return image;
        }
        byte[] in = image.samples();
        var out = new byte[3 * in.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = in[i / 3];
        }
        return new Pixels(image.width(), image.height(), 3, out);
    }

    /** The centre, an odd rest halved to the even side as Python's {@code round} does. */
    static Pixels crop(Pixels image, int size) {
        if (image.width() == size && image.height() == size) {
            return image;
        }
        int channels = image.channels();
        int left = (int) Math.rint((image.width() - size) / 2.0);
        int top = (int) Math.rint((image.height() - size) / 2.0);
        var out = new byte[size * size * channels];
        for (int y = 0; y < size; y++) {
            int from = ((top + y) * image.width() + left) * channels;
            System.arraycopy(image.samples(), from, out, y * size * channels, size * channels);
        }
        return new Pixels(size, size, channels, out);
    }
}
