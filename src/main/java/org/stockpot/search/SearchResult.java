package org.stockpot.search;

import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.Told;

/**
 * What a search found.
 *
 * @param weights the mix
 * @param score of the mix
 * @param kept rows of the ingredients that are in the mix, in the order in which they joined
 * @param evaluations of the objective that were made; identical mixes are scored once
 * @param stoppedBecause a {@link StopReason}
 * @param front compromises between the parts of the score, none of them worse in one part and better in none than
 *     another, best in the first part first; empty unless the plan looks for them
 * @param method how the mix is fused; empty for the plan's method
 */
public record SearchResult(
        MixingWeights weights,
        double score,
        List<Integer> kept,
        int evaluations,
        List<Decision> decisions,
        Told stoppedBecause,
        List<Mix> front,
        Optional<FusionMethod> method) {
    public SearchResult {
        kept = List.copyOf(kept);
        decisions = List.copyOf(decisions);
        front = List.copyOf(front);
    }

    /** A mix that is fused by the plan's method. */
    public SearchResult(
            MixingWeights weights,
            double score,
            List<Integer> kept,
            int evaluations,
            List<Decision> decisions,
            Told stoppedBecause) {
        this(weights, score, kept, evaluations, decisions, stoppedBecause, List.of(), Optional.empty());
    }
}
