package org.stockpot.evaluate;

import java.util.List;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Percentile bootstrap (Efron 1979): draws as many images as there are, with replacement, from every set on its own, and
 * sees how far a number spreads. The same seed gives the same interval on every machine.
 *
 * @param resamples how often to draw, at least 1
 */
public record Bootstrap(int resamples, long seed) {
    /** Enough for the first two digits of an interval. */
    public static final Bootstrap USUAL = new Bootstrap(2_000, 1);

    public Bootstrap {
        if (resamples < 1) {
            throw new IllegalArgumentException(resamples + " resamples");
        }
    }

    /** A number that can be computed from any sample. */
    @FunctionalInterface
    public interface Statistic {
        /**
         * The number of one sample.
         *
         * @param drawn per set the images of the sample, many of them more than once; valid during the call only
         */
        double of(int[][] drawn);
    }

    /**
     * 95 % interval of a number.
     *
     * @param sizes images per set, each at least 1
     */
    public Interval interval(int[] sizes, Statistic statistic) {
        RandomGenerator random = new Well19937c(seed);
        var drawn = new int[sizes.length][];
        for (int set = 0; set < sizes.length; set++) {
            drawn[set] = new int[sizes[set]];
        }
        var values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            for (int[] sample : drawn) {
                for (int image = 0; image < sample.length; image++) {
                    sample[image] = random.nextInt(sample.length);
                }
            }
            values[i] = statistic.of(drawn);
        }
        var percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        return new Interval(percentile.evaluate(values, 2.5), percentile.evaluate(values, 97.5));
    }

    /**
     * 95 % interval of the unweighted mean of several sets' accuracies, 0…1.
     *
     * @param sets at least one, each with at least one image
     */
    public Interval mean(List<Hits> sets) {
        int[][] values = sets.stream().map(Bootstrap::values).toArray(int[][]::new);
        return mean(values);
    }

    /**
     * 95 % interval of the difference of two mixes in the unweighted mean of several sets' accuracies, −1…1. Images are
     * drawn for both at once, so what is hard for both does not count.
     *
     * @param second the same images in the same order
     * @throws IllegalArgumentException if they are not
     */
    public Interval gain(List<Hits> first, List<Hits> second) {
        var values = new int[first.size()][];
        for (int set = 0; set < values.length; set++) {
            Hits one = first.get(set);
            Hits other = second.get(set);
            if (one.total() != other.total() || !one.isInOrderOf(other)) {
                throw new IllegalArgumentException("a paired difference needs the same images in the same order");
            }
            values[set] = values(one);
            for (int image = 0; image < one.total(); image++) {
                values[set][image] -= other.isCorrect(image) ? 1 : 0;
            }
        }
        return mean(values);
    }

    private Interval mean(int[][] values) {
        int[] sizes = new int[values.length];
        for (int set = 0; set < sizes.length; set++) {
            sizes[set] = values[set].length;
        }
        return interval(sizes, drawn -> {
            double sum = 0;
            for (int set = 0; set < drawn.length; set++) {
                long correct = 0;
                for (int image : drawn[set]) {
                    correct += values[set][image];
                }
                sum += (double) correct / drawn[set].length;
            }
            return sum / drawn.length;
        });
    }

    private static int[] values(Hits hits) {
        var values = new int[hits.total()];
        for (int image = 0; image < values.length; image++) {
            values[image] = hits.isCorrect(image) ? 1 : 0;
        }
        return values;
    }
}
