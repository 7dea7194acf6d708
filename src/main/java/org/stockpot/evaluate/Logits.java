package org.stockpot.evaluate;

import java.util.Arrays;
import org.stockpot.data.PreparedSet;

/** Collects the logits of one set, sorted back into the order of the data. Images that were skipped have no row. */
public final class Logits implements LogitSink {
    private final PreparedSet set;
    private final float[] values;

    /** @throws ArithmeticException if the set has more logits than an array can hold */
    public Logits(PreparedSet set) {
        this.set = set;
        this.values = new float[Math.multiplyExact(set.size(), set.classes().size())];
    }

    @Override
    public void accept(PreparedSet source, int from, float[] logits) {
        if (source != set) {
            return;
        }
        int classes = set.classes().size();
        for (int i = 0; i < logits.length / classes; i++) {
            System.arraycopy(logits, i * classes, values, set.order(from + i) * classes, classes);
        }
    }

    public int rows() {
        return set.size();
    }

    public int columns() {
        return set.classes().size();
    }

    /** {@code rows × columns}, zero where no image was seen yet. */
    public float[] values() {
        return Arrays.copyOf(values, values.length);
    }
}
