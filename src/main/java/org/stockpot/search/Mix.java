package org.stockpot.search;

import java.util.List;
import org.stockpot.fuse.MixingWeights;

/**
 * A scored mix.
 *
 * @param result of its evaluation
 * @param members rows that are in it, in the order in which they joined
 */
public record Mix(MixingWeights weights, Score result, List<Integer> members) {
    public Mix {
        members = List.copyOf(members);
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
