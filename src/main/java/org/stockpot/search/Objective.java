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
}
