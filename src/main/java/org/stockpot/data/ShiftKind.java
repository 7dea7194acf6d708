package org.stockpot.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;

/**
 * Ways to make out-of-distribution images of ordinary ones, in the manner of Hendrycks and Dietterich 2019
 * (arXiv:1903.12261). Strengths are relative to the range of values (0…255) and spatial ones to the shorter side of
 * the image, so that a shift means the same at 28 and at 224 pixels. Pure functions of image, severity and seed.
 *
 * <p>Noises, blurs, fog, brightness, contrast and pixelate have the numbers that the authors' code has for ImageNet,
 * lengths divided by its 224 pixels; where a shift differs, its comment says so. Everywhere the border's samples go on
 * beyond the border, where the published code mirrors them. Frost, snow and glass blur are left out: the first needs
 * photographs, and the others depend on more than severity and size.
 */
public enum ShiftKind {
    /** Independent normal noise per sample. */
    GAUSSIAN_NOISE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.noise(image, pick(level, 0.08, 0.12, 0.18, 0.26, 0.38), seed);
        }
    },
    /** Poisson noise, as of few photons. */
    SHOT_NOISE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return SampleNoise.shot(image, pick(level, 60, 25, 12, 5, 3), seed);
        }
    },
    /** Samples that are black or white, whatever they were. */
    IMPULSE_NOISE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return SampleNoise.impulse(image, pick(level, 0.03, 0.06, 0.09, 0.17, 0.27), seed);
        }
    },
    /**
     * Gaussian blur, stronger than the published one (which is 1 to 6 of 224 pixels), so that it is felt by networks for
     * small images.
     */
    BLUR {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return Blur.gaussian(image, side(image) * pick(level, 0.015, 0.025, 0.038, 0.055, 0.08));
        }
    },
    /** The mean over a disk. Published as a disk of whole pixels, slightly smoothed; here of fractions of pixels. */
    DEFOCUS_BLUR {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return Smear.disk(image, side(image) / SIDE * pick(level, 3, 4, 6, 8, 10));
        }
    },
    /**
     * The mean over a line to one side, up to 45 degrees from the horizontal by chance, with the weights of a Gaussian.
     * The line is twice the published radius long, as it is in the library used there.
     */
    MOTION_BLUR {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double length = 2 * pick(level, 10, 15, 15, 15, 20);
            double sigma = pick(level, 3, 5, 8, 12, 15);
            double angle = StrictMath.toRadians(90 * Noise.uniform(seed, 0) - 45);
            return Smear.line(image, side(image) / SIDE * sigma, side(image) / SIDE * length, angle);
        }
    },
    /** The mean of enlargements up to 1.1 … 1.3 times. */
    ZOOM_BLUR {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return Zoom.blur(image, (int) pick(level, 11, 16, 11, 13, 11), pick(level, 0.01, 0.01, 0.02, 0.02, 0.03));
        }
    },
    /** Random clouds over a fainter image. */
    FOG {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return Fog.lay(image, pick(level, 1.5, 2, 2.5, 2.5, 3), pick(level, 2, 2, 1.7, 1.5, 1.4), seed);
        }
    },
    /** Added to the value of hue, saturation and value. */
    BRIGHTNESS {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.brighten(image, pick(level, 0.1, 0.2, 0.3, 0.4, 0.5));
        }
    },
    /** Values drawn towards the image's mean. */
    CONTRAST {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.contrast(image, pick(level, 0.4, 0.3, 0.2, 0.1, 0.05));
        }
    },
    /** Fewer pixels, each repeated: a share of those that there are, at any size. */
    PIXELATE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double share = pick(level, 0.6, 0.5, 0.4, 0.3, 0.25);
            int width = Math.max(1, (int) (image.width() * share));
            int height = Math.max(1, (int) (image.height() * share));
            return Resampler.blocks(Resampler.blocks(image, width, height), image.width(), image.height());
        }
    },
    /** Through a JPEG file of low quality; see {@link JpegShift#quality} for what it takes for the size of the image. */
    JPEG {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return JpegShift.through(image, JpegShift.quality((int) side(image), level));
        }
    },
    /**
     * Bent like rubber. The published severities are not of one kind (1 and 2 are nearly affine, 3 to 5 tremble within
     * 2 of 224 pixels, which a small image does not show), so here only the distance grows, and the field's smoothness
     * stays as at severity 4 for CIFAR.
     */
    ELASTIC {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double distance = side(image) * pick(level, 0.006, 0.01, 0.014, 0.019, 0.025);
            return Elastic.bend(image, 0.04 * side(image), distance, seed);
        }
    },
    /** Dark edges on white paper: shape without surface. */
    SKETCH {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return Sketch.draw(image, pick(level, 0.1, 0.15, 0.2, 0.27, 0.36));
        }
    },
    /** The negative; severity 5 is the exact one, lower ones are paler. */
    INVERT {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.invert(image, pick(level, 0.5, 0.6, 0.7, 0.85, 1));
        }
    },
    /** Colours drawn towards their brightness; severity 5 has none left. Grey images stay as they are. */
    GRAYSCALE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.fade(image, pick(level, 0.2, 0.4, 0.6, 0.8, 1));
        }
    },
    /** Fewer bits per sample: 5 down to 1. */
    POSTERIZE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.posterize(image, 5 - level);
        }
    },
    /** Turned about the centre, left or right by chance. */
    ROTATE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double degrees = pick(level, 10, 20, 30, 45, 60);
            return Placement.turn(image, Noise.uniform(seed, 0) < 0.5 ? degrees : -degrees);
        }
    },
    /** Slanted to the left or to the right by chance. */
    SHEAR {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double slope = pick(level, 0.1, 0.2, 0.3, 0.45, 0.6);
            return Placement.shear(image, Noise.uniform(seed, 0) < 0.5 ? slope : -slope);
        }
    },
    /** Moved in any direction by a share of the side. */
    TRANSLATE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double distance = side(image) * pick(level, 0.05, 0.1, 0.15, 0.2, 0.25);
            return Placement.move(image, distance, 2 * Math.PI * Noise.uniform(seed, 0));
        }
    },
    /** A grey rectangle somewhere, over 5 to 40 % of the image; a stronger one covers a weaker one. */
    OCCLUSION {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.occlude(image, pick(level, 0.05, 0.1, 0.2, 0.3, 0.4), seed);
        }
    };

    /** Side of the images that the published numbers were made for. */
    private static final double SIDE = 224;

    /** Name in data references and on the command line, such as {@code gaussian-noise}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same for people. */
    public String words() {
        return id().replace('-', ' ');
    }

    /** The kind with an {@link #id()}. */
    public static ShiftKind parse(String id) throws StockpotException {
        for (ShiftKind kind : values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw new StockpotException("shift '" + id + "' is unknown; choose one of "
                + Arrays.stream(values()).map(ShiftKind::id).collect(Collectors.joining(", ")));
    }

    /** @param level severity − 1 */
    abstract Pixels apply(Pixels image, int level, long seed);

    private static double pick(int level, double... bySeverity) {
        return bySeverity[level];
    }

    private static double side(Pixels image) {
        return Math.min(image.width(), image.height());
    }
}
