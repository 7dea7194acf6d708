package org.stockpot.evaluate;

/**
 * A gambler's capital against the claim that numbers of −1…1, drawn one after the other without replacement, sum to
 * at least a given total. K = ∏(1 + λᵢ(μᵢ − xᵢ)): μᵢ is the mean of what is left if the claim only just holds, λᵢ ≥ 0 the
 * stake, chosen before xᵢ is seen. If the claim is true, no stake has an expected gain, so K is a nonnegative
 * supermartingale and ever reaches 1/α with probability at most α (Ville 1939), whenever one looks. Waudby-Smith and Ramdas
 * 2020, "Confidence sequences for sampling without replacement", arXiv:2006.04347; 2024, "Estimating means of bounded
 * random variables by betting", arXiv:2010.09686, §5.
 *
 * <p>The stake is the approximate Kelly rule of the second paper, λ = (μ − m)/(v + (μ − m)²) with the mean m and
 * the variance v of what was seen and of {@value #PRIOR_IMAGES} made-up differences: two neighbouring mixes differ on
 * about one image in 25, and a challenger worth stopping is a point worse. These guesses cost power where they are wrong
 * and never the error rate. At most three quarters of the capital are at stake.
 */
final class Wager {
    static final int PRIOR_IMAGES = 100;
    private static final double PRIOR_BETTER = 1.5;
    private static final double PRIOR_WORSE = 2.5;
    private static final double MOST = 0.75;

    private final int count;
    private final double total;
    private int seen;
    private double sum;
    private double squares;
    private double logCapital;

    /**
     * Nothing is drawn yet; the capital is 1.
     *
     * @param count of numbers, all of them
     * @param total that they sum to at least, as is claimed
     */
    Wager(int count, double total) {
        this.count = count;
        this.total = total;
    }

    /** The next number, −1…1. */
    void see(double difference) {
        double mean = (total - sum) / (count - seen);
        logCapital += Math.log1p(stake(mean) * (mean - difference));
        seen++;
        sum += difference;
        squares += difference * difference;
    }

    /** Never above 1, and so that 1 + λ(μ − x) stays at or above one quarter, whatever x is. */
    private double stake(double mean) {
        double drawn = seen + (double) PRIOR_IMAGES;
        double past = (sum + PRIOR_BETTER - PRIOR_WORSE) / drawn;
        double square = (squares + PRIOR_BETTER + PRIOR_WORSE) / drawn;
        double edge = mean - past;
        double kelly = edge / (square - past * past + edge * edge);
        return Math.max(0, Math.min(kelly, MOST / Math.max(1 - mean, MOST)));
    }

    /** Numbers drawn. */
    int seen() {
        return seen;
    }

    /** Of the numbers drawn. */
    double sum() {
        return sum;
    }

    /** Of the numbers drawn and one more of ±1, so that a few equal ones leave room for others. */
    double variance() {
        double mean = sum / (seen + 1);
        return (squares + 1) / (seen + 1) - mean * mean;
    }

    /** Natural logarithm of K. */
    double logCapital() {
        return logCapital;
    }
}
