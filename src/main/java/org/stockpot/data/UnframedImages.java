package org.stockpot.data;

import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * Another set without the red frame, two pixels wide, that ObjectNet's images carry so that nobody trains on them
 * unawares. Barbu et al. 2019, "ObjectNet: A large-scale bias-controlled dataset for pushing the limits of object
 * recognition models", and the data set's own instructions: it is to be cropped before anything is measured. An image
 * whose frame is gone already stays as it is.
 */
record UnframedImages(ImageSet images) implements DerivedImages {
    private static final int FRAME = 2;
    /** Least red, and most green and blue, of a frame that was compressed. */
    private static final int RED = 200;

    private static final int OTHER = 60;

    @Override
    public Pixels image(int index) throws StockpotException {
        Pixels image = images.image(index);
        return isFramed(image) ? inside(image) : image;
    }

    @Override
    public Optional<String> fingerprint() {
        return images.fingerprint()
                .map(inner -> new Fingerprint("unframed 1").add(inner).hex());
    }

    private static boolean isFramed(Pixels image) {
        int width = image.width();
        int height = image.height();
        if (image.channels() != 3 || Math.min(width, height) <= 2 * FRAME) {
            return false;
        }
        boolean red = true;
        for (int ring = 0; red && ring < FRAME; ring++) {
            for (int x = 0; red && x < width; x++) {
                red = isRed(image, x, ring) && isRed(image, x, height - 1 - ring);
            }
            for (int y = 0; red && y < height; y++) {
                red = isRed(image, ring, y) && isRed(image, width - 1 - ring, y);
            }
        }
        return red;
    }

    private static boolean isRed(Pixels image, int x, int y) {
        return image.sample(x, y, 0) >= RED && image.sample(x, y, 1) <= OTHER && image.sample(x, y, 2) <= OTHER;
    }

    private static Pixels inside(Pixels image) {
        int width = image.width() - 2 * FRAME;
        int height = image.height() - 2 * FRAME;
        var samples = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            int from = ((y + FRAME) * image.width() + FRAME) * 3;
            System.arraycopy(image.samples(), from, samples, y * width * 3, width * 3);
        }
        return new Pixels(width, height, 3, samples);
    }
}
