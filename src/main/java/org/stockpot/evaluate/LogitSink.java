package org.stockpot.evaluate;

import org.stockpot.data.PreparedSet;

/** Sees the logits of an evaluation batch by batch. */
@FunctionalInterface
public interface LogitSink {
    /** Sees nothing. */
    LogitSink NONE = (set, from, logits) -> {};

    /**
     * A batch was run.
     *
     * @param from position of its first image in the set's order
     * @param logits {@code count × classes}
     */
    void accept(PreparedSet set, int from, float[] logits);
}
