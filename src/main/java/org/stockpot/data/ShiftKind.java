package org.stockpot.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;

/**
 * Ways to make out-of-distribution images of ordinary ones, in the manner of Hendrycks & Dietterich 2019
 * (arXiv:1903.12261). Strengths are relative to the range of values (0…255) and spatial ones to the shorter side of
 * the image, so that a shift means the same at 28 and at 224 pixels. Pure functions of image, severity and seed.
 */
public enum ShiftKind {
    /** Dark edges on white paper: shape without surface. */
    SKETCH {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return Sketch.draw(image, new double[] {0.1, 0.15, 0.2, 0.27, 0.36}[level]);
        }
    },
    /** Independent normal noise per sample. */
    GAUSSIAN_NOISE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.noise(image, new double[] {0.08, 0.12, 0.18, 0.26, 0.38}[level], seed);
        }
    },
    /** Gaussian blur. */
    BLUR {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double side = Math.min(image.width(), image.height());
            return Blur.gaussian(image, side * new double[] {0.015, 0.025, 0.038, 0.055, 0.08}[level]);
        }
    },
    /** Values drawn towards the image's mean. */
    CONTRAST {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.contrast(image, new double[] {0.4, 0.3, 0.2, 0.1, 0.05}[level]);
        }
    },
    /** The negative; severity 5 is the exact one, lower ones are paler. */
    INVERT {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.invert(image, new double[] {0.5, 0.6, 0.7, 0.85, 1}[level]);
        }
    },
    /** Turned about the centre, left or right by chance. */
    ROTATE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double degrees = new double[] {10, 20, 30, 45, 60}[level];
            return Rotation.turn(image, Noise.uniform(seed, 0) < 0.5 ? degrees : -degrees);
        }
    },
    /** The same added to every sample. */
    BRIGHTNESS {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            return ValueShifts.brighter(image, new double[] {0.1, 0.2, 0.3, 0.4, 0.5}[level]);
        }
    },
    /** Squares of one value, the mean of what they cover. */
    PIXELATE {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double side = Math.min(image.width(), image.height());
            return Blocks.pixelate(image, side * new double[] {0.07, 0.11, 0.15, 0.2, 0.29}[level]);
        }
    },
    /** A grey square over a part of the image, anywhere by chance. */
    OCCLUSION {
        @Override
        Pixels apply(Pixels image, int level, long seed) {
            double share = new double[] {0.25, 0.33, 0.42, 0.5, 0.6}[level];
            return Blocks.occlude(image, share, Noise.uniform(seed, 0), Noise.uniform(seed, 1));
        }
    };

    /** Name in data references and on the command line, such as {@code gaussian-noise}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
}
