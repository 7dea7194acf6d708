package org.stockpot.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import org.stockpot.data.PreparedSet;

/** Keeps what a mix takes the images of one set for, while the set is measured. */
public final class GuessCollector implements LogitSink {
    private static final int NONE = -1;

    private final PreparedSet set;
    private final SetSoftmax softmax;
    private final int columns;
    private final BitSet seen = new BitSet();
    private final BitSet correct = new BitSet();
    private final int[] labels;
    private final int[] top;
    private final float[] shares;

    /** @param columns number of the model's classes */
    public GuessCollector(PreparedSet set, int columns) {
        this.set = set;
        this.softmax = new SetSoftmax(set);
        this.columns = columns;
        int images = set.size() + set.skipped().size();
        this.labels = new int[images];
        this.top = new int[images * Guesses.TOP];
        this.shares = new float[images * Guesses.TOP];
        Arrays.fill(top, NONE);
    }

    @Override
    public void accept(PreparedSet source, int from, float[] logits) {
        if (source == set) {
            for (int row = 0; row < logits.length / columns; row++) {
                see(from + row, logits, row * columns);
            }
        }
    }

    /** What was seen so far. */
    public Guesses guesses() {
        return new Guesses(
                set.name(),
                set.classes(),
                set.classMap(),
                set.skipped(),
                (BitSet) seen.clone(),
                (BitSet) correct.clone(),
                labels.clone(),
                top.clone(),
                shares.clone());
    }

    private void see(int position, float[] logits, int row) {
        int image = set.number(position);
        int first = image * Guesses.TOP;
        Arrays.fill(top, first, first + Guesses.TOP, NONE);
        for (int one = 0; one < columns; one++) {
            if (softmax.counts(one)) {
                insert(one, logits, row, first);
            }
        }
        double all = softmax.all(logits, row, columns, logits[row + top[first]], 1);
        for (int at = first; at < first + Guesses.TOP && top[at] != NONE; at++) {
            shares[at] = (float) Math.exp(logits[row + top[at]] - all);
        }
        labels[image] = set.label(position);
        seen.set(image);
        correct.set(image, set.accepts(position, top[first]));
    }

    /** Puts a class among the best so far; of equal ones the lower goes first. */
    private void insert(int candidate, float[] logits, int row, int first) {
        int at = first + Guesses.TOP;
        while (at > first && (top[at - 1] == NONE || logits[row + top[at - 1]] < logits[row + candidate])) {
            at--;
            if (at + 1 < first + Guesses.TOP) {
                top[at + 1] = top[at];
            }
        }
        if (at < first + Guesses.TOP) {
            top[at] = candidate;
        }
    }
}
