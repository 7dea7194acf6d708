package org.stockpot.evaluate;

/** A confidence interval, in the unit of what it is of: of a proportion 0…1, of a difference of two −1…1. */
public record Interval(double low, double high) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** 95 % score interval (Wilson 1927), without continuity correction; {@code [0, 1]} when nothing was seen. */
    public static Interval wilson(int correct, int total) {
        if (total == 0) {
            return new Interval(0, 1);
        }
        double n = total;
        double p = correct / n;
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(correct == 0 ? 0 : centre - half, correct == total ? 1 : centre + half);
    }
}
