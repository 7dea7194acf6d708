package org.stockpot.evaluate;

import java.util.BitSet;
import java.util.OptionalDouble;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;

/** One set while it is measured: counts hits and adds up cross-entropy while logits pass by, image after image. */
final class Tally {
    private final PreparedSet set;
    private final SetSoftmax softmax;
    private final BitSet correct = new BitSet();
    private double loss;
    private int seen;

    Tally(PreparedSet set) {
        this.set = set;
        this.softmax = new SetSoftmax(set);
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
            int top = softmax.top(mix, logits, row, classes);
            correct.set(seen, set.accepts(seen, top));
            loss += softmax.all(logits, row, classes, logits[row + top], 1) - softmax.right(logits, row, seen, 1);
            seen++;
        }
    }
}
