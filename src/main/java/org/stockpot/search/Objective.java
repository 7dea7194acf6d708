package org.stockpot.search;

import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

/**
 * What a search maximises, usually validation accuracy. A search sees nothing else, so it runs as well on a made-up
 * function as on a network. Deterministic: the same weights score the same.
 */
@FunctionalInterface
public interface Objective {
    /**
     * Scores a mix, higher is better.
     *
     * @throws java.util.concurrent.CancellationException to end the search
     */
    double score(MixingWeights weights) throws StockpotException;

    /**
     * Scores a mix and says what the score is made of, which matters to whoever looks for compromises.
     *
     * @throws java.util.concurrent.CancellationException to end the search
     */
    default Score.Whole measure(MixingWeights weights) throws StockpotException {
        return new Score.Whole(score(weights));
    }

    /**
     * Scores a mix that is of use only if it reaches a threshold. May stop as soon as it will most probably fall short, and
     * then guesses a score below the threshold; an objective that cannot stop scores it wholly.
     *
     * @param incumbent a mix that was scored wholly, to compare with; the more alike the two, the sooner it can stop
     * @throws java.util.concurrent.CancellationException to end the search
     */
    default Score race(MixingWeights weights, MixingWeights incumbent, double threshold) throws StockpotException {
        return new Score.Whole(score(weights));
    }

    /** Standard error of a score: by how much chance alone makes it differ. 0 where there is no chance. */
    default double noise(double score) {
        return 0;
    }
}
