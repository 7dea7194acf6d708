package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;

/**
 * Several networks that vote: the mean of their logits, image by image. With n members it costs n times as much as one
 * network, so it is no soup but the line that soups are compared with. Wortsman et al. 2022, arXiv:2203.05482, §3. Sums are
 * kept in float32, {@code images × classes} per set.
 */
public final class Ensemble implements LogitSink {
    private static final String NAME = "the ensemble";

    private final List<PreparedSet> sets;
    private final List<float[]> sums = new ArrayList<>();
    private final long[] seen;
    private int classes;

    /** Without members. */
    public Ensemble(List<PreparedSet> sets) {
        this.sets = List.copyOf(sets);
        this.seen = new long[sets.size()];
    }

    /** Bytes that the sums of an ensemble take. */
    public static long bytes(List<PreparedSet> sets, int classes) {
        return sets.stream().mapToLong(PreparedSet::size).sum() * classes * Float.BYTES;
    }

    /**
     * Before the first logits and as often as one likes.
     *
     * @param ofMembers number of classes of every member
     * @throws ArithmeticException if a set has more logits than an array can hold
     */
    public void expect(int ofMembers) {
        classes = ofMembers;
        for (int i = sums.size(); i < sets.size(); i++) {
            sums.add(new float[Math.multiplyExact(sets.get(i).size(), classes)]);
        }
    }

    /** Every member has to show its logits of every image, once. */
    @Override
    public void accept(PreparedSet set, int from, float[] logits) {
        int index = sets.indexOf(set);
        float[] sum = sums.get(index);
        int first = Math.multiplyExact(from, classes);
        for (int i = 0; i < logits.length; i++) {
            sum[first + i] += logits[i];
        }
        seen[index] += logits.length;
    }

    /** What the members say together about all sets; one evaluation per set. */
    public List<Evaluation> evaluations() throws StockpotException {
        return evaluations(sets, LogitSink.NONE);
    }

    /** The number of the members' classes. */
    public int classes() {
        return classes;
    }

    /**
     * What the members say together about some of the sets; one evaluation per set.
     *
     * @param sink sees the mean logits, each set's in one go
     * @throws StockpotException if a mean is not finite
     */
    public List<Evaluation> evaluations(List<PreparedSet> some, LogitSink sink) throws StockpotException {
        List<Evaluation> all = new ArrayList<>();
        for (PreparedSet set : some) {
            int index = sets.indexOf(set);
            float[] mean = sums.get(index).clone();
            // An empty set has no logits and no members.
            float members = (float) seen[index] / Math.max(1, mean.length);
            for (int at = 0; at < mean.length; at++) {
                mean[at] /= members;
            }
            var tally = new Tally(set);
            tally.see(NAME, mean, set.size(), classes);
            sink.accept(set, 0, mean);
            all.add(tally.evaluation());
        }
        return all;
    }
}
