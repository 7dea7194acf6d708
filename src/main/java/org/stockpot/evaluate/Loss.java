package org.stockpot.evaluate;

import java.util.BitSet;
import java.util.Optional;
import org.stockpot.data.PreparedSet;

/** What a network's predictions are to be made low in, image by image. Pure and stateless. */
public sealed interface Loss {
    /**
     * The loss on some images.
     *
     * @param value the mean over the images
     * @param byFactor derivative of the mean by a factor on all logits, where that factor is 1: Σ z·∂L/∂z
     */
    record Reading(double value, double byFactor) {}

    /**
     * The loss of one image.
     *
     * @param log logarithms of the probabilities that it gives the classes
     * @param right whether a class is right; not asked where labels are of no interest
     * @param slope receives the derivative by what the softmax was taken of
     */
    double at(double[] log, Label right, double[] slope);

    /** Which classes are right. */
    @FunctionalInterface
    interface Label {
        boolean is(int modelClass);
    }

    /** What logits are multiplied by before the softmax. */
    default double factor() {
        return 1;
    }

    /**
     * Adds up the losses of images.
     *
     * @param first position of the first image in the set
     * @param logits {@code count × classes}
     * @param slopes receives the derivatives by the logits, {@code count × classes}
     * @return sums, not means
     */
    default Reading sum(PreparedSet set, int first, float[] logits, int classes, float[] slopes) {
        Optional<BitSet> counted = set.restriction();
        var slope = new double[classes];
        double sum = 0;
        double byFactor = 0;
        for (int image = 0; image < logits.length / classes; image++) {
            int position = first + image;
            int at = image * classes;
            double[] log = Softmax.log(logits, at, classes, factor(), counted);
            sum += at(log, modelClass -> set.accepts(position, modelClass), slope);
            for (int i = 0; i < classes; i++) {
                double byLogit = factor() * slope[i];
                byFactor += byLogit * logits[at + i];
                slopes[at + i] = (float) byLogit;
            }
        }
        return new Reading(sum, byFactor);
    }

    /**
     * −log Σ p over the right classes, usually one, of p = softmax(β·z).
     *
     * @param factor β, the inverse of a temperature; above 0
     */
    record CrossEntropy(double factor) implements Loss {
        @Override
        public double at(double[] log, Label right, double[] slope) {
            double hit = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < log.length; i++) {
                hit = right.is(i) ? plus(hit, log[i]) : hit;
            }
            for (int i = 0; i < log.length; i++) {
                slope[i] = Math.exp(log[i]) - (right.is(i) ? Math.exp(log[i] - hit) : 0);
            }
            return -hit;
        }

        /** log(exp a + exp b), where b is finite. */
        private static double plus(double a, double b) {
            return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
        }
    }

    /** −Σ p·log p of p = softmax(z): low where predictions are sure of themselves. Needs no labels. */
    record Entropy() implements Loss {
        @Override
        public double at(double[] log, Label right, double[] slope) {
            double entropy = 0;
            for (double one : log) {
                entropy -= one == Double.NEGATIVE_INFINITY ? 0 : Math.exp(one) * one;
            }
            for (int i = 0; i < log.length; i++) {
                slope[i] = log[i] == Double.NEGATIVE_INFINITY ? 0 : -Math.exp(log[i]) * (log[i] + entropy);
            }
            return entropy;
        }
    }
}
