package org.stockpot.session;

/**
 * How thoroughly to diagnose.
 *
 * @param points measured on every straight line, both ends among them; at least 2
 * @param images of the validation sets that every point sees, rounded up to whole batches; at least 1
 */
public record Diagnosing(int points, int images) {
    /** Eleven points of 2,000 images. */
    public static final Diagnosing USUAL = new Diagnosing(11, 2000);

    public Diagnosing {
        if (points < 2 || images < 1) {
            throw new IllegalArgumentException(points + " points of " + images + " images");
        }
    }
}
