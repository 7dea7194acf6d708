package org.stockpot.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Network;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Some images of every data set, always the same ones: the first in the set's fixed order, in the network's own batches, as
 * an evaluation runs them, so that even the last bit can be compared.
 */
final class Probe {
    private static final int ROUND = Network.USUAL_BATCH;

    private final List<PreparedSet> sets;
    private final int perSet;

    /** @param images of each set, rounded up to a multiple of {@link Network#USUAL_BATCH} */
    Probe(List<PreparedSet> sets, int images) {
        this.sets = List.copyOf(sets);
        this.perSet = (int) Math.min(Integer.MAX_VALUE, (images + ROUND - 1L) / ROUND * ROUND);
    }

    List<PreparedSet> sets() {
        return sets;
    }

    /** Images of one set that are run. */
    int images(PreparedSet set) {
        return Math.min(perSet, set.size());
    }

    /** Asks a network. Stops within one batch. */
    Answers ask(Network network, Told phase, JobContext context) throws StockpotException {
        List<float[]> all = new ArrayList<>();
        long total = sets.stream().mapToLong(this::images).sum();
        long done = 0;
        context.checkpoint();
        int batch = network.batchSize();
        for (PreparedSet set : sets) {
            int images = images(set);
            float[] logits = new float[0];
            for (int from = 0; from < images; from += batch) {
                context.checkpoint();
                context.progress(new Progress(phase, done, total));
                int to = Math.min(images, from + batch);
                float[] next = network.logits(set.batch(from, to), to - from);
                int at = logits.length;
                logits = Arrays.copyOf(logits, Math.addExact(at, next.length));
                System.arraycopy(next, 0, logits, at, next.length);
                done += to - from;
            }
            all.add(logits);
        }
        return new Answers(all);
    }

    /**
     * What a network said.
     *
     * @param logits one array per set, {@code images × classes}
     */
    record Answers(List<float[]> logits) {
        /** Whether every logit of a set is the same, bit for bit. */
        boolean same(Answers other, int set) {
            float[] mine = logits.get(set);
            float[] theirs = other.logits.get(set);
            if (mine.length != theirs.length) {
                return false;
            }
            for (int i = 0; i < mine.length; i++) {
                if (Float.floatToRawIntBits(mine[i]) != Float.floatToRawIntBits(theirs[i])) {
                    return false;
                }
            }
            return true;
        }

        /** Largest absolute difference of a set's logits. */
        double largestDifference(Answers other, int set) {
            float[] mine = logits.get(set);
            float[] theirs = other.logits.get(set);
            double largest = mine.length == theirs.length ? 0 : Double.NaN;
            for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
                largest = Math.max(largest, Math.abs((double) mine[i] - theirs[i]));
            }
            return largest;
        }

        boolean isFinite() {
            for (float[] set : logits) {
                for (float logit : set) {
                    if (!Float.isFinite(logit)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /** Which of a set's images were classified correctly; the lowest class wins among equal logits. */
    BitSet correct(Answers answers, int set) {
        PreparedSet images = sets.get(set);
        float[] logits = answers.logits().get(set);
        int classes = logits.length / Math.max(1, images(images));
        BitSet among = images.restriction().orElseGet(() -> {
            var all = new BitSet();
            all.set(0, classes);
            return all;
        });
        BitSet correct = new BitSet();
        for (int position = 0; position < images(images); position++) {
            int best = among.nextSetBit(0);
            for (int label = best; label >= 0 && label < classes; label = among.nextSetBit(label + 1)) {
                if (logits[position * classes + label] > logits[position * classes + best]) {
                    best = label;
                }
            }
            correct.set(position, images.accepts(position, best));
        }
        return correct;
    }
}
