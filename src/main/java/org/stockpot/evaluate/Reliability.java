package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is right as often as it says: images in bins by confidence, the softmax share of what they were taken
 * for. Guo et al. 2017, arXiv:1706.04599, §2.
 *
 * @param bins of equal width from 0 to 1, each open below and closed above; the lowest holds 0 too
 */
public record Reliability(List<Bin> bins) {
    /** As many bins as the field uses. */
    public static final int BINS = 15;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Images of about the same confidence.
     *
     * @param low end of the bin
     * @param high end of the bin
     * @param count images in it
     * @param confidence mean of these images, NaN if there are none
     * @param correct images that were classified correctly
     */
    public record Bin(double low, double high, int count, double confidence, int correct) {
        /** Share of the images classified correctly, NaN if there are none. */
        public double accuracy() {
            return (double) correct / count;
        }
    }

    /** Sorts images into {@link #BINS} bins. */
    static Reliability of(double[] confidence, boolean[] correct) {
        var counts = new int[BINS];
        var hits = new int[BINS];
        var sums = new double[BINS];
        for (int image = 0; image < confidence.length; image++) {
            int bin = bin(confidence[image]);
            counts[bin]++;
            hits[bin] += correct[image] ? 1 : 0;
            sums[bin] += confidence[image];
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, counts[bin], sums[bin] / counts[bin], hits[bin]));
        }
        return new Reliability(bins);
    }

    /** Which bin a confidence belongs to. */
    static int bin(double confidence) {
        return Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
    }

    public int images() {
        return bins.stream().mapToInt(Bin::count).sum();
    }

    /** Expected calibration error, 0…1: mean over all images of |accuracy − confidence| of their bins; NaN without images. */
    public double error() {
        double sum = 0;
        for (Bin bin : bins) {
            if (bin.count() > 0) {
                sum += Math.abs(bin.correct() - bin.count() * bin.confidence());
            }
        }
        return sum / images();
    }
}
