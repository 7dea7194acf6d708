package org.stockpot.kitchen;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.stockpot.data.Pixels;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;

/** What happens to a training image before the network sees it. Pure functions of image and random numbers. */
enum Augmentation {
    /** Mirrored left to right, every other image. */
    FLIP {
        @Override
        Pixels apply(Pixels image, Random random) {
            return random.nextBoolean() ? remap(image, (x, y) -> image.sample(image.width() - 1 - x, y, 0)) : image;
        }
    },
    /** Moved by up to two pixels each way. */
    MOVE {
        @Override
        Pixels apply(Pixels image, Random random) {
            int dx = random.nextInt(5) - 2;
            int dy = random.nextInt(5) - 2;
            return remap(image, (x, y) -> inside(image, x + dx, y + dy));
        }
    },
    /** A random part of 75 to 100 % of the sides, enlarged to the whole (nearest pixel). */
    CROP {
        @Override
        Pixels apply(Pixels image, Random random) {
            double scale = 0.75 + 0.25 * random.nextDouble();
            double left = random.nextDouble() * (1 - scale) * image.width();
            double top = random.nextDouble() * (1 - scale) * image.height();
            return remap(image, (x, y) -> inside(image, (int) (left + x * scale), (int) (top + y * scale)));
        }
    },
    /** A random rectangle of up to half the sides blackened, every other image (Zhong et al. 2020). */
    ERASE {
        @Override
        Pixels apply(Pixels image, Random random) {
            if (random.nextBoolean()) {
                return image;
            }
            int width = 4 + random.nextInt(image.width() / 2 - 3);
            int height = 4 + random.nextInt(image.height() / 2 - 3);
            int left = random.nextInt(image.width() - width + 1);
            int top = random.nextInt(image.height() - height + 1);
            return remap(
                    image,
                    (x, y) ->
                            x >= left && x < left + width && y >= top && y < top + height ? 0 : image.sample(x, y, 0));
        }
    },
    /** Brighter or darker mid-tones: a gamma of 1/2 to 2. */
    GAMMA {
        @Override
        Pixels apply(Pixels image, Random random) {
            double gamma = Math.pow(2, 2 * random.nextDouble() - 1);
            return remap(image, (x, y) -> (int) Math.round(255 * Math.pow(image.sample(x, y, 0) / 255.0, gamma)));
        }
    },
    /** One of the program's own shifts at a random severity, for two images of three: the base's many renderings. */
    RENDERING {
        @Override
        Pixels apply(Pixels image, Random random) {
            if (random.nextInt(3) == 0) {
                return image;
            }
            ShiftKind kind = KINDS.get(random.nextInt(KINDS.size()));
            return new Shift(kind, 1 + random.nextInt(5)).apply(image, random.nextLong());
        }
    };

    /** The shifts of the demo, in the order that its figures depend on. */
    static final List<ShiftKind> KINDS = List.of(
            ShiftKind.SKETCH,
            ShiftKind.GAUSSIAN_NOISE,
            ShiftKind.BLUR,
            ShiftKind.CONTRAST,
            ShiftKind.INVERT,
            ShiftKind.ROTATE);

    abstract Pixels apply(Pixels image, Random random);

    static Pixels applyAll(Set<Augmentation> chosen, Pixels image, Random random) {
        Pixels result = image;
        for (Augmentation augmentation : EnumSet.allOf(Augmentation.class)) {
            if (chosen.contains(augmentation)) {
                result = augmentation.apply(result, random);
            }
        }
        return result;
    }

    /** The new value of a pixel, 0…255. */
    private interface Sampler {
        int at(int x, int y);
    }

    private static int inside(Pixels image, int x, int y) {
        return x >= 0 && y >= 0 && x < image.width() && y < image.height() ? image.sample(x, y, 0) : 0;
    }

    private static Pixels remap(Pixels image, Sampler sampler) {
        var samples = new byte[image.samples().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                samples[y * image.width() + x] = (byte) sampler.at(x, y);
            }
        }
        return new Pixels(image.width(), image.height(), 1, samples);
    }
}
