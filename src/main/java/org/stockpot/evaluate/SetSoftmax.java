package org.stockpot.evaluate;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.ClassMap;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;

/** What a row of logits says about an image of one set: the softmax over the model's classes that count there. */
final class SetSoftmax {
    private final PreparedSet set;
    private final Optional<ClassMap> map;
    private final @Nullable BitSet restriction;

    SetSoftmax(PreparedSet set) {
        this.set = set;
        this.map = set.classMap();
        this.restriction = set.restriction().orElse(null);
    }

    /** The model's classes that are right for the image at a position, usually one. */
    List<Integer> right(int position) {
        int label = set.label(position);
        return map.map(one -> one.targets().get(label)).orElse(List.of(label));
    }

    /**
     * Index of the largest logit among the set's classes, the lowest of equal ones.
     *
     * @param mix what the weights are called, for messages
     * @param from where the row begins
     * @throws StockpotException if a logit is not finite
     */
    int top(String mix, float[] logits, int from, int classes) throws StockpotException {
        for (int i = 0; i < classes; i++) {
            if (!Float.isFinite(logits[from + i])) {
                throw new StockpotException(set.name() + ": " + mix + " gives the logit " + logits[from + i]
                        + " where a finite number is expected; a weight is not finite or has overflowed");
            }
        }
        return top(logits, from, classes);
    }

    /** The same where all logits are known to be finite. */
    int top(float[] logits, int from, int classes) {
        int best = -1;
        for (int i = 0; i < classes; i++) {
            if (counts(i) && (best < 0 || logits[from + i] > logits[from + best])) {
                best = i;
            }
        }
        return best;
    }

    boolean counts(int modelClass) {
        return restriction == null || restriction.get(modelClass);
    }

    /**
     * ln Σ exp(logit × sharpness) over the classes that count.
     *
     * @param largest of these logits; what is summed is relative to it, so that nothing overflows
     */
    double all(float[] logits, int from, int classes, double largest, double sharpness) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            if (counts(i)) {
                sum += Math.exp((logits[from + i] - largest) * sharpness);
            }
        }
        return largest * sharpness + Math.log(sum);
    }

    /** ln Σ exp(logit × sharpness) over the classes that are right for the image at a position. */
    double right(float[] logits, int from, int position, double sharpness) {
        List<Integer> right = right(position);
        double largest = Double.NEGATIVE_INFINITY;
        for (int one : right) {
            largest = Math.max(largest, logits[from + one]);
        }
        double sum = 0;
        for (int one : right) {
            sum += Math.exp((logits[from + one] - largest) * sharpness);
        }
        return largest * sharpness + Math.log(sum);
    }
}
