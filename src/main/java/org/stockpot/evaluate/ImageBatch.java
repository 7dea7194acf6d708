package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.PreparedSet;

/**
 * Images of a prepared set that count together.
 *
 * @param from first position in the set's order
 * @param to behind the last position
 */
public record ImageBatch(PreparedSet set, int from, int to) {
    public ImageBatch {
        if (from < 0 || to <= from || to > set.size()) {
            throw new IllegalArgumentException("images " + from + " to " + to + " of " + set.size());
        }
    }

    public int count() {
        return to - from;
    }

    /** Cuts sets into batches; the last one of each may be smaller. */
    public static List<ImageBatch> cut(List<PreparedSet> sets, int size) {
        List<ImageBatch> batches = new ArrayList<>();
        for (PreparedSet set : sets) {
            for (int first = 0; first < set.size(); first += size) {
                batches.add(new ImageBatch(set, first, Math.min(set.size(), first + size)));
            }
        }
        return batches;
    }

    /**
     * The first images of sets, as many together as asked for or as there are, of every set in proportion to its size.
     *
     * @return one batch per set that has a share
     */
    public static List<ImageBatch> sample(List<PreparedSet> sets, int images) {
        long total = sets.stream().mapToLong(PreparedSet::size).sum();
        long wanted = Math.min(images, total);
        List<ImageBatch> batches = new ArrayList<>();
        long seen = 0;
        long taken = 0;
        for (PreparedSet set : sets) {
            seen += set.size();
            // Rounded along the way, so the shares add up.
            int share = total == 0 ? 0 : (int) (wanted * seen / total - taken);
            taken += share;
            if (share > 0) {
                batches.add(new ImageBatch(set, 0, share));
            }
        }
        return batches;
    }
}
