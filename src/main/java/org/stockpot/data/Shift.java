package org.stockpot.data;

/**
 * A deterministic change of images that makes an out-of-distribution set out of a test set.
 *
 * @param severity 1 (mild) to 5 (strong)
 */
public record Shift(ShiftKind kind, int severity) {
    public Shift {
        if (severity < 1 || severity > 5) {
            throw new IllegalArgumentException("severity " + severity + ", expected 1 to 5");
        }
    }

    /**
     * The changed image; the given one is left alone.
     *
     * @param seed the same seed gives the same image; use the image's index
     */
    public Pixels apply(Pixels image, long seed) {
        return kind.apply(image, severity - 1, seed);
    }

    /** Such as {@code sketch 3}. */
    @Override
    public String toString() {
        return kind.id().replace('-', ' ') + " " + severity;
    }
}
