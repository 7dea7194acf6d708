package org.stockpot.search;

import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;

/**
 * A scored mix.
 *
 * @param result of its evaluation
 * @param members rows that are in it, in the order in which they joined
 * @param method how it is fused; empty for the plan's method
 */
public record Mix(MixingWeights weights, Score result, List<Integer> members, Optional<FusionMethod> method) {
    public Mix {
        members = List.copyOf(members);
    }

    /** A mix that is fused by the plan's method. */
    public Mix(MixingWeights weights, Score result, List<Integer> members) {
        this(weights, result, members, Optional.empty());
    }

    /** A mix that was scored on all images. */
    Mix(MixingWeights weights, double score, List<Integer> members) {
        this(weights, new Score.Whole(score), members);
    }

    /** The score, or what is guessed to be the score. */
    public double score() {
        return result.value();
    }

    /** What the score is made of, where it is made of several numbers; nothing for an estimate. */
    public List<Double> parts() {
        return result instanceof Score.Whole whole ? whole.parts() : List.of();
    }

    /** Whether it was scored on all images. */
    public boolean isWhole() {
        return result.isWhole();
    }
}
