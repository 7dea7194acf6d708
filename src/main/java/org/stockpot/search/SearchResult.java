package org.stockpot.search;

import java.util.List;
import org.stockpot.fuse.MixingWeights;

/**
 * What a search found.
 *
 * @param weights the mix
 * @param score of the mix
 * @param kept rows of the ingredients that are in the mix, in the order in which they joined
 * @param evaluations of the objective that were made; identical mixes are scored once
 * @param stoppedBecause for people: {@code finished} or what ran out
 * @param front compromises between the parts of the score, none of them worse in one part and better in none than
 *     another, best in the first part first; empty unless the plan looks for them
 */
public record SearchResult(
        MixingWeights weights,
        double score,
        List<Integer> kept,
        int evaluations,
        List<Decision> decisions,
        String stoppedBecause,
        List<Mix> front) {
    public SearchResult {
        kept = List.copyOf(kept);
        decisions = List.copyOf(decisions);
        front = List.copyOf(front);
    }
}
