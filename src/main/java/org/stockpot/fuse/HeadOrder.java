package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A classification head whose rows fit those of the reference better in another order: the two models were trained with
 * their classes numbered differently, and a mix of them would confuse the classes.
 *
 * <p>Rows are compared by the cosine of what is left of them without the head's mean row, because a vector that is added
 * to all rows changes no prediction. The order is reported if every row has a best match of its own (all matches
 * together are a permutation), it is not the order as it stands, and for every row that moves the match is better by at
 * least {@value #MARGIN} than the row at the same place. Heads that were initialised independently have cosines around
 * 0 and no such matches.
 *
 * @param tensor name of the head
 * @param rows {@code rows[i]} of the candidate fits row {@code i} of the reference
 */
public record HeadOrder(String tensor, List<Integer> rows) {
    static final double MARGIN = 0.3;

    private static final int MOST_CLASSES = 2000;
    private static final Set<String> NAMES =
            Set.of("head", "heads", "classifier", "classification_head", "fc", "logits", "last_linear", "output");

    public HeadOrder {
        rows = List.copyOf(rows);
    }

    /** Whether a tensor is called as classification heads are. */
    static boolean isHead(String tensor) {
        return Arrays.stream(tensor.toLowerCase(Locale.ROOT).split("\\.")).anyMatch(NAMES::contains);
    }

    /** Reads the heads of both; looks only at matrices that are called like a head, of at most 2000 classes. */
    static Optional<HeadOrder> find(TensorSource reference, TensorSource candidate) throws StockpotException {
        for (String tensor : candidate.specs().keySet()) {
            TensorSpec ours = candidate.spec(tensor);
            TensorSpec theirs = reference.specs().get(tensor);
            if (isHead(tensor)
                    && theirs != null
                    && theirs.shape().equals(ours.shape())
                    && ours.shape().rank() == 2
                    && ours.dtype().isMixable()
                    && theirs.dtype().isMixable()
                    && isSmall(ours)) {
                Optional<List<Integer>> rows = match(centred(reference, tensor), centred(candidate, tensor));
                if (rows.isPresent()) {
                    return Optional.of(new HeadOrder(tensor, rows.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSmall(TensorSpec spec) {
        long classes = spec.shape().extent(0);
        return classes >= 2 && classes <= MOST_CLASSES && spec.elementCount() <= 1L << 24;
    }

    /** Rows without their mean, of length 1. */
    private static float[][] centred(TensorSource source, String tensor) throws StockpotException {
        int classes = (int) source.spec(tensor).shape().extent(0);
        int width = (int) source.spec(tensor).shape().extent(1);
        float[] values = source.floats(tensor);
        var rows = new float[classes][width];
        var mean = new double[width];
        for (int i = 0; i < values.length; i++) {
            mean[i % width] += values[i] / classes;
        }
        for (int row = 0; row < classes; row++) {
            double squared = 0;
            for (int column = 0; column < width; column++) {
                double value = values[row * width + column] - mean[column];
                rows[row][column] = (float) value;
                squared += value * value;
            }
            double norm = Math.sqrt(squared);
            for (int column = 0; column < width && norm > 0; column++) {
                rows[row][column] = (float) (rows[row][column] / norm);
            }
        }
        return rows;
    }

    private static Optional<List<Integer>> match(float[][] reference, float[][] candidate) {
        int classes = reference.length;
        var best = new Integer[classes];
        var taken = new boolean[classes];
        boolean moved = false;
        for (int row = 0; row < classes; row++) {
            int winner = row;
            double highest = Double.NEGATIVE_INFINITY;
            for (int other = 0; other < classes; other++) {
                double cosine = dot(reference[row], candidate[other]);
                if (cosine > highest) {
                    highest = cosine;
                    winner = other;
                }
            }
            boolean clear = winner == row || highest - dot(reference[row], candidate[row]) >= MARGIN;
            if (taken[winner] || !clear) {
                return Optional.empty();
            }
            taken[winner] = true;
            best[row] = winner;
            moved |= winner != row;
        }
        return moved ? Optional.of(List.of(best)) : Optional.empty();
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
