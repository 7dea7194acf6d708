package org.stockpot.evaluate;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.ClassMap;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;

/** One set while it is measured: counts hits and adds up cross-entropy while logits pass by, image after image. */
final class Tally {
    private final PreparedSet set;
    private final Optional<ClassMap> map;
    private final @Nullable BitSet restriction;
    private final BitSet correct = new BitSet();
    private double loss;
    private int seen;

    Tally(PreparedSet set) {
        this.set = set;
        this.map = set.classMap();
        this.restriction = set.restriction().orElse(null);
    }

    /** Share of the images seen; infinite when there is none left. */
    double share() {
        return seen == set.size() ? Double.POSITIVE_INFINITY : (double) seen / set.size();
    }

    Evaluation evaluation() {
        return new Evaluation(
                set.name(),
                set.role(),
                new Hits(correct, seen),
                seen == 0 ? OptionalDouble.empty() : OptionalDouble.of(loss / seen));
    }

    /** Runs the next batch; says how many images it had. */
    int step(String mix, Network network, int batchSize, LogitSink sink) throws StockpotException {
        int count = Math.min(batchSize, set.size() - seen);
        int from = seen;
        float[] logits = network.logits(set, from, from + count);
        see(mix, logits, count, network.architecture().classes());
        sink.accept(set, from, logits);
        return count;
    }

    /**
     * Looks at the logits of the next images.
     *
     * @param mix what the weights are called, for messages
     * @param logits {@code count × classes}
     * @throws StockpotException if one is not finite
     */
    void see(String mix, float[] logits, int count, int classes) throws StockpotException {
        if (logits.length != count * classes) {
            throw new IllegalStateException(logits.length + " logits for " + count + " × " + classes);
        }
        for (int i = 0; i < count; i++) {
            int row = i * classes;
            int top = top(mix, logits, row, classes);
            correct.set(seen, set.accepts(seen, top));
            loss += loss(logits, row, classes, logits[row + top]);
            seen++;
        }
    }

    /** Index of the largest logit among the set's classes, the lowest of equal ones. */
    private int top(String mix, float[] logits, int from, int classes) throws StockpotException {
        int best = -1;
        for (int i = 0; i < classes; i++) {
            float logit = logits[from + i];
            if (!Float.isFinite(logit)) {
                throw new StockpotException(set.name() + ": " + mix + " gives the logit " + logit
                        + " where a finite number is expected; a weight is not finite or has overflowed");
            }
            if (counts(i) && (best < 0 || logit > logits[from + best])) {
                best = i;
            }
        }
        return best;
    }

    private boolean counts(int modelClass) {
        return restriction == null || restriction.get(modelClass);
    }

    /**
     * −ln p of the next image.
     *
     * @param largest of its logits among the set's classes; what is summed is relative to it, so that nothing overflows
     */
    private double loss(float[] logits, int from, int classes, double largest) {
        double all = 0;
        for (int i = 0; i < classes; i++) {
            if (counts(i)) {
                all += Math.exp(logits[from + i] - largest);
            }
        }
        return largest + Math.log(all) - right(logits, from);
    }

    /** ln Σ exp over the logits that are right for the next image, usually one. */
    private double right(float[] logits, int from) {
        int label = set.label(seen);
        List<Integer> right = map.map(one -> one.targets().get(label)).orElse(List.of(label));
        double largest = Double.NEGATIVE_INFINITY;
        for (int one : right) {
            largest = Math.max(largest, logits[from + one]);
        }
        double sum = 0;
        for (int one : right) {
            sum += Math.exp(logits[from + one] - largest);
        }
        return largest + Math.log(sum);
    }
}
