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
    private int members;

    /** Without members. */
    public Ensemble(List<PreparedSet> sets) {
        this.sets = List.copyOf(sets);
    }

    /**
     * The next logits will be those of another member, which has to show its logits of all images.
     *
     * @param classes of the member's network, the same for all
     * @throws ArithmeticException if a set has more logits than an array can hold
     */
    public void next(int classes) {
        for (int i = sums.size(); i < sets.size(); i++) {
            sums.add(new float[Math.multiplyExact(sets.get(i).size(), classes)]);
        }
        members++;
    }

    @Override
    public void accept(PreparedSet set, int from, float[] logits) {
        float[] sum = sums.get(sets.indexOf(set));
        int first = Math.multiplyExact(from, sum.length / set.size());
        for (int i = 0; i < logits.length; i++) {
            sum[first + i] += logits[i];
        }
    }

    /**
     * What the members say together; one evaluation per set.
     *
     * @throws StockpotException if a mean is not finite
     */
    public List<Evaluation> evaluations() throws StockpotException {
        List<Evaluation> all = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            PreparedSet set = sets.get(i);
            float[] mean = sums.get(i).clone();
            for (int at = 0; at < mean.length; at++) {
                mean[at] /= members;
            }
            var tally = new Tally(set);
            tally.see(NAME, mean, set.size(), mean.length / Math.max(1, set.size()));
            all.add(tally.evaluation());
        }
        return all;
    }
}
