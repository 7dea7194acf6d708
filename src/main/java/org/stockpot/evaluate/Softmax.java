package org.stockpot.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** What logits say about classes. */
public final class Softmax {
    private Softmax() {}

    /**
     * Logarithms of the classes' probabilities, log softmax(β·z), in 64-bit floats.
     *
     * @param logits of all images
     * @param from place of the image's first logit
     * @param classes number of its logits
     * @param factor β
     * @param counted the classes there are; empty for all
     * @return one per class; negative infinity where a class does not count
     */
    public static double[] log(float[] logits, int from, int classes, double factor, Optional<BitSet> counted) {
        var values = new double[classes];
        Arrays.fill(values, Double.NEGATIVE_INFINITY);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            if (counted.isEmpty() || counted.get().get(i)) {
                values[i] = factor * logits[from + i];
                largest = Math.max(largest, values[i]);
            }
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - largest);
        }
        double whole = largest + Math.log(sum);
        for (int i = 0; i < classes; i++) {
            values[i] -= whole;
        }
        return values;
    }
}
