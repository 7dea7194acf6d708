package org.stockpot.search;

import java.util.List;
import org.stockpot.fuse.MixingWeights;

/**
 * A scored mix.
 *
 * @param members rows that are in it, in the order in which they joined
 */
public record Mix(MixingWeights weights, double score, List<Integer> members) {
    public Mix {
        members = List.copyOf(members);
    }
}
