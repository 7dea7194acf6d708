package org.stockpot.evaluate;

import java.util.Arrays;
import org.stockpot.data.PreparedSet;

/** Collects the logits of one set, sorted back into the order of the data. Images that were skipped have no row. */
public final class Logits implements LogitSink {
    private final PreparedSet set;
    private final int columns;
    private final float[] values;

    /** For a set whose classes are the model's. */
    public Logits(PreparedSet set) {
        this(set, set.classes().size());
    }

    /**
     * For a set that may cover only some of the model's classes.
     *
     * @param columns number of the model's classes
     * @throws ArithmeticException if the set has more logits than an array can hold
     */
    public Logits(PreparedSet set, int columns) {
        this.set = set;
        this.columns = columns;
        this.values = new float[Math.multiplyExact(set.size(), columns)];
    }

    @Override
    public void accept(PreparedSet source, int from, float[] logits) {
        if (source != set) {
            return;
        }
        for (int i = 0; i < logits.length / columns; i++) {
            System.arraycopy(logits, i * columns, values, set.order(from + i) * columns, columns);
        }
    }

    public int rows() {
        return set.size();
    }

    public int columns() {
        return columns;
    }

    /** {@code rows × columns}, zero where no image was seen yet. */
    public float[] values() {
        return Arrays.copyOf(values, values.length);
    }
}
