package org.stockpot.evaluate;

import java.util.Locale;
import org.stockpot.tensor.Told;

/**
 * Two mixes on the same images.
 *
 * @param onlyFirst images that only the first classified correctly
 * @param onlySecond images that only the second classified correctly
 * @param total images both saw
 * @param p two-sided probability of a difference at least this large between two equally good mixes
 */
public record PairedComparison(int onlyFirst, int onlySecond, int total, double p) {
    private static final double LEVEL = 0.05;

    /** Accuracy of the first minus accuracy of the second, −1…1. */
    public double gain() {
        return total == 0 ? 0 : (double) (onlyFirst - onlySecond) / total;
    }

    /** Whether the difference is larger than chance explains, at the 5 % level. */
    public boolean isSignificant() {
        return p < LEVEL;
    }

    /** Such as {@code +0.40 points (52 better, 12 worse of 10,000), p = 0.0000004} or {@code …, within the noise}. */
    public Told told() {
        return Told.of(
                isSignificant() ? PairedWording.DIFFERENT : PairedWording.NOISE,
                String.format(Locale.ROOT, "%+.2f", 100 * gain()),
                onlyFirst,
                onlySecond,
                total,
                String.format(Locale.ROOT, "%.2g", p));
    }

    /** The same in English. */
    @Override
    public String toString() {
        return told().toString();
    }
}
