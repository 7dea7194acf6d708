package org.stockpot.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.ClassMap;
import org.stockpot.data.PreparedSet;

/**
 * What a mix takes the images of one set for, and how sure it is: collected while the set is measured, a few numbers per
 * image. Positions are those of the set's order.
 */
public final class Predictions implements LogitSink {
    /** Taken for a class of the model that no class of the set means; cannot happen, for such classes do not count. */
    private static final int NONE = -1;

    private final PreparedSet set;
    private final SetSoftmax softmax;
    private final int columns;
    private final double sharpness;
    private final int[] taken;
    private final boolean[] correct;
    private final double[] confidence;
    private final double[] loss;
    private final double[] brier;
    private int seen;

    /**
     * Of a set that nobody has looked at yet.
     *
     * @param columns number of the model's classes
     * @param temperature what logits are divided by before the softmax, above 0; 1 leaves them as they are
     */
    public Predictions(PreparedSet set, int columns, double temperature) {
        this.set = set;
        this.softmax = new SetSoftmax(set);
        this.columns = columns;
        this.sharpness = 1 / temperature;
        this.taken = new int[set.size()];
        this.correct = new boolean[set.size()];
        this.confidence = new double[set.size()];
        this.loss = new double[set.size()];
        this.brier = new double[set.size()];
    }

    @Override
    public void accept(PreparedSet source, int from, float[] logits) {
        if (source != set) {
            return;
        }
        for (int i = 0; i < logits.length / columns; i++) {
            see(from + i, logits, i * columns);
        }
        // A set may be measured twice at once; nothing then counts twice.
        seen = Math.max(seen, from + logits.length / columns);
    }

    private void see(int position, float[] logits, int row) {
        int top = softmax.top(logits, row, columns);
        double largest = logits[row + top];
        double all = softmax.all(logits, row, columns, largest, sharpness);
        correct[position] = set.accepts(position, top);
        taken[position] = correct[position] ? set.label(position) : meant(top);
        confidence[position] = Math.exp(largest * sharpness - all);
        loss[position] = all - softmax.right(logits, row, position, sharpness);
        brier[position] = brier(logits, row, all, Math.exp(-loss[position]), softmax.right(position));
    }

    /** The first class of the set that means a class of the model. */
    private int meant(int modelClass) {
        Optional<ClassMap> map = set.classMap();
        if (map.isEmpty()) {
            return modelClass;
        }
        List<List<Integer>> targets = map.get().targets();
        for (int one = 0; one < targets.size(); one++) {
            if (targets.get(one).contains(modelClass)) {
                return one;
            }
        }
        return NONE;
    }

    private double brier(float[] logits, int row, double all, double share, List<Integer> right) {
        double sum = (1 - share) * (1 - share);
        for (int i = 0; i < columns; i++) {
            if (softmax.counts(i) && !right.contains(i)) {
                double other = Math.exp(logits[row + i] * sharpness - all);
                sum += other * other;
            }
        }
        return sum;
    }

    public PreparedSet set() {
        return set;
    }

    /** Images seen so far. */
    public int size() {
        return seen;
    }

    /** Mean of −ln p, as {@link Evaluation#crossEntropy}. */
    public double crossEntropy() {
        return mean(loss);
    }

    /**
     * Brier score, 0…2: mean over images of Σ (p − y)² over the classes, y being 1 for what is right and 0 for the rest;
     * where several classes are right they are one. Brier 1950, "Verification of forecasts expressed in terms of
     * probability", eq. 2.
     */
    public double brier() {
        return mean(brier);
    }

    public Reliability reliability() {
        return Reliability.of(Arrays.copyOf(confidence, seen), Arrays.copyOf(correct, seen));
    }

    /** 95 % interval of the expected calibration error, 0…1. */
    public Interval calibrationInterval(Bootstrap bootstrap) {
        var gaps = new double[Reliability.BINS];
        return bootstrap.interval(new int[] {seen}, drawn -> {
            Arrays.fill(gaps, 0);
            for (int image : drawn[0]) {
                gaps[Reliability.bin(confidence[image])] += (correct[image] ? 1 : 0) - confidence[image];
            }
            return Arrays.stream(gaps).map(Math::abs).sum() / seen;
        });
    }

    /** Images of each class (first index) taken for each class (second index), in label order. */
    public int[][] confusion() {
        int classes = set.classes().size();
        var matrix = new int[classes][classes];
        for (int position = 0; position < seen; position++) {
            if (taken[position] != NONE) {
                matrix[set.label(position)][taken[position]]++;
            }
        }
        return matrix;
    }

    private double mean(double[] values) {
        return Arrays.stream(values, 0, seen).sum() / seen;
    }
}
