package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.stockpot.data.PreparedSet;

/**
 * Finds the temperature that logits have to be divided by for the smallest cross-entropy on validation data, which
 * leaves what images are taken for as it is. Guo et al. 2017, arXiv:1706.04599, §4.2. Keeps all logits of the sets that it sees.
 */
public final class TemperatureFit implements LogitSink {
    /** Temperatures outside say that a network is broken, not badly calibrated. */
    private static final double WIDEST = Math.log(1000);

    private static final double PRECISION = 1e-10;
    private static final int STEPS = 200;

    private final int columns;
    private final List<Batch> batches = new ArrayList<>();

    /**
     * Of sets that nobody has looked at yet.
     *
     * @param columns number of the model's classes
     */
    public TemperatureFit(int columns) {
        this.columns = columns;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Batch(SetSoftmax softmax, int from, float[] logits) {}

    @Override
    public void accept(PreparedSet set, int from, float[] logits) {
        batches.add(new Batch(new SetSoftmax(set), from, logits.clone()));
    }

    /**
     * The best temperature, 0.001 to 1000; empty without images. Where exactly one class is right for every image, the
     * cross-entropy is convex in 1/T, so that its only flat place is its minimum; if there is none within the bounds, the better bound
     * is the best.
     */
    public OptionalDouble temperature() {
        if (batches.isEmpty()) {
            return OptionalDouble.empty();
        }
        double coldest = slope(WIDEST);
        double hottest = slope(-WIDEST);
        if (coldest <= 0) {
            return OptionalDouble.of(Math.exp(-WIDEST));
        }
        if (hottest >= 0) {
            return OptionalDouble.of(Math.exp(WIDEST));
        }
        double best = new BrentSolver(PRECISION).solve(STEPS, this::slope, -WIDEST, WIDEST);
        return OptionalDouble.of(Math.exp(-best));
    }

    /** Slope of the summed cross-entropy along the sharpness 1/T. */
    private double slope(double logSharpness) {
        double sharpness = Math.exp(logSharpness);
        double sum = 0;
        for (Batch batch : batches) {
            for (int row = 0; row < batch.logits().length / columns; row++) {
                sum += slope(batch, row, sharpness);
            }
        }
        return sum;
    }

    /** The mean logit under the softmax minus that under the softmax of what is right. */
    private double slope(Batch batch, int row, double sharpness) {
        float[] logits = batch.logits();
        int from = row * columns;
        SetSoftmax softmax = batch.softmax();
        double largest = logits[from + softmax.top(logits, from, columns)];
        double all = softmax.all(logits, from, columns, largest, sharpness);
        double mean = 0;
        for (int i = 0; i < columns; i++) {
            if (softmax.counts(i)) {
                mean += logits[from + i] * Math.exp(logits[from + i] * sharpness - all);
            }
        }
        int position = batch.from() + row;
        double right = softmax.right(logits, from, position, sharpness);
        double wanted = 0;
        for (int one : softmax.right(position)) {
            wanted += logits[from + one] * Math.exp(logits[from + one] * sharpness - right);
        }
        return mean - wanted;
    }
}
