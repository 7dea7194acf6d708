package org.stockpot.evaluate;

import java.util.List;

/**
 * A challenger against an incumbent whose hits on all images are known: decides, image after image, whether it is worth
 * going on. Several sets count as one; their images take turns in proportion to their sizes, each set in its own order.
 * Where sets come in several copies, such as shifted ones, an image is seen when all its copies are, and counts the
 * weighted mean of their hits: copies of one image are no independent draws, but whole images are, so the bound below
 * holds whatever the weights. What is decided, and after how many images, depends on the hits alone and not on batches.
 *
 * <p>The claim "on all images the challenger scores at least the threshold" is given up when a {@link Wager} on the paired
 * differences has multiplied its capital by one over the error rate, or when the images left cannot make up for those
 * lost. So a challenger that does score the threshold is thrown away with at most that probability, however often one
 * looks. The bound is exact for images in random order. Ours are stratified by class, with chance only inside the
 * classes: that makes the sum of differences vary less, and for a stake held over whole rounds of the classes the
 * expected capital can only be smaller (draws from one class are negatively associated, Joag-Dev and Proschan 1983, and
 * a product of the classes' means is at most the power of their mean). What is left over is less than one image per
 * class; the tests measure the rate in that order too. {@link Heats} run the images first that decide most.
 */
public final class Race {
    /**
     * How often a challenger that would have reached the threshold may be thrown away. One in twenty: such challengers are
     * mostly ties or gains within the noise, larger gains are lost far more rarely, and a search meets others near them.
     */
    public static final double ERROR_RATE = 0.05;

    /** Within the last twentieth a race is run to its end: there is little left to save, and the exact score to win. */
    private static final int LAST_PART = 20;

    /** Below any image, above rounding. */
    private static final double ROUNDING = 1e-6;

    private final List<Hits> incumbent;
    private final List<Double> shares;
    private final double scale;
    private final int images;
    private final double incumbentHits;
    private final double needed;
    private final double enough;
    private final int[] seen;
    private final Wager wager;
    private double hits;
    private boolean lost;

    /**
     * Before the first image.
     *
     * @param incumbent on all images, set by set
     * @param threshold accuracy over all sets that the challenger has to reach, such as the incumbent's own
     * @param errorRate as {@link #ERROR_RATE}, above 0 and below 1
     */
    public Race(List<Hits> incumbent, double threshold, double errorRate) {
        this(incumbent, List.of(1.0), threshold, errorRate);
    }

    /**
     * Before the first image, of sets that come in copies with the same images in the same order. The score is the sum of
     * the copies' accuracies, each times its weight.
     *
     * @param incumbent on all images, set by set of the first copy, then of the next
     * @param weights one per copy, none negative, not all 0
     * @param threshold score that the challenger has to reach
     * @param errorRate as {@link #ERROR_RATE}, above 0 and below 1
     */
    public Race(List<Hits> incumbent, List<Double> weights, double threshold, double errorRate) {
        this(
                incumbent,
                weights,
                new Limit(needed(threshold, sum(weights), images(incumbent, weights.size())), enough(errorRate)));
    }

    /**
     * Before the first image.
     *
     * @param incumbent as above
     * @param weights as above
     */
    Race(List<Hits> incumbent, List<Double> weights, Limit limit) {
        this.incumbent = List.copyOf(incumbent);
        this.scale = sum(weights);
        this.shares = weights.stream().map(weight -> weight / scale).toList();
        this.seen = new int[incumbent.size() / weights.size()];
        for (int set = 0; set < incumbent.size(); set++) {
            if (incumbent.get(set).total() != incumbent.get(set % seen.length).total()) {
                throw new IllegalArgumentException("copies of unequal sizes: " + incumbent);
            }
        }
        this.images = images(incumbent, weights.size());
        this.incumbentHits = hits(incumbent, weights);
        this.needed = limit.needed();
        this.enough = limit.enough();
        this.wager = new Wager(images, needed - incumbentHits);
    }

    /**
     * When a challenger has lost.
     *
     * @param needed hits that it must reach, an image counting 1 however many copies it has
     * @param enough logarithm of the capital that a wager must reach; infinite where only what is certain counts
     */
    record Limit(double needed, double enough) {}

    /** What a score is in hits. */
    static double needed(double threshold, double scale, int images) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold " + threshold);
        }
        return threshold / scale * images - ROUNDING;
    }

    static double enough(double errorRate) {
        if (!(errorRate > 0 && errorRate < 1)) {
            throw new IllegalArgumentException("error rate " + errorRate);
        }
        return -Math.log(errorRate);
    }

    /** Images of all sets, copies of one counting once. */
    static int images(List<Hits> mix, int copies) {
        return mix.subList(0, mix.size() / copies).stream()
                .mapToInt(Hits::total)
                .sum();
    }

    /** What a mix makes of all images, each 0…1. */
    static double hits(List<Hits> mix, List<Double> weights) {
        int sets = mix.size() / weights.size();
        double sum = 0;
        for (int set = 0; set < mix.size(); set++) {
            sum += weights.get(set / sets) * mix.get(set).correct();
        }
        return sum / sum(weights);
    }

    static double sum(List<Double> weights) {
        return weights.stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Looks at what has come in since the last time.
     *
     * @param challenger set by set, as many images as are known of each; never fewer than before
     * @return whether it has lost; if so, the rest is not worth its time
     */
    public boolean isLost(List<Hits> challenger) {
        for (int next = next(); !lost && next >= 0 && seen[next] < known(challenger, next); next = next()) {
            int image = seen[next]++;
            double hit = hit(challenger, next, image);
            hits += hit;
            wager.see(hit - hit(incumbent, next, image));
            lost = isHopeless();
        }
        return lost;
    }

    /** Images of a set that are known in all copies. */
    private int known(List<Hits> mix, int set) {
        int known = Integer.MAX_VALUE;
        for (int copy = set; copy < mix.size(); copy += seen.length) {
            known = Math.min(known, mix.get(copy).total());
        }
        return known;
    }

    /** What a mix makes of an image, 0…1. */
    private double hit(List<Hits> mix, int set, int image) {
        double hit = 0;
        for (int copy = 0; copy < shares.size(); copy++) {
            hit += mix.get(copy * seen.length + set).isCorrect(image) ? shares.get(copy) : 0;
        }
        return hit;
    }

    /** Conditions beside the wager's only make stopping rarer: whoever is stopped must look worse than the threshold. */
    private boolean isHopeless() {
        int left = images - wager.seen();
        return left >= images / LAST_PART
                && (hits + left < needed || (wager.logCapital() >= enough && expected() < needed));
    }

    /** The set furthest behind, the first of several; −1 if all are through. */
    private int next() {
        int furthest = -1;
        double least = 1;
        for (int set = 0; set < seen.length; set++) {
            double share = (double) seen[set] / incumbent.get(set).total();
            if (share < least) {
                least = share;
                furthest = set;
            }
        }
        return furthest;
    }

    /** Images it took to decide, or looked at so far; copies of one count once. */
    public int images() {
        return wager.seen();
    }

    /** Whether all images were looked at. */
    boolean isThrough() {
        return wager.seen() == images;
    }

    /** Of the challenger on the images looked at. */
    double hits() {
        return hits;
    }

    /**
     * What the challenger would score on all images: the incumbent's score plus the mean difference on the images
     * seen, and never more or less than the images left allow. The incumbent's score is known, and the two mixes agree on
     * most images, so their difference varies far less than the challenger's hits do (a control variate). A little too
     * low on average: races end when a challenger looks bad.
     */
    public double estimate() {
        return scale * expected() / images;
    }

    /**
     * Standard error of {@link #expected}, in hits: of a mean of draws without replacement, as if the race had ended by
     * chance. 0 when all images were looked at.
     */
    double error() {
        double unseen = images - wager.seen();
        return Math.sqrt(images * unseen * wager.variance() / Math.max(1, wager.seen()));
    }

    /** Hits on all images, an image counting at most 1. */
    double expected() {
        int looked = wager.seen();
        double paired = incumbentHits + (looked == 0 ? 0 : (double) images * wager.sum() / looked);
        return Math.max(hits, Math.min(hits + images - looked, paired));
    }
}
