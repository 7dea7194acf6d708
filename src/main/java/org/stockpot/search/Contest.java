package org.stockpot.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * One decision of a search with all its candidates. Each races against the best mix so far, for whoever falls short of it
 * cannot change the decision; what wins is always scored wholly. Once the decision is made, only gains worth looking for
 * count.
 */
final class Contest {
    private final Trials trials;
    private Mix champion;
    private @Nullable Mix leader;
    private boolean decided;

    /**
     * Nobody has challenged yet.
     *
     * @param incumbent the mix that stays unless there is a better one, scored wholly
     * @param tieWins whether a challenger that scores the same is preferred
     */
    Contest(Trials trials, Mix incumbent, boolean tieWins) {
        this.trials = trials;
        this.champion = incumbent;
        this.decided = !tieWins;
    }

    /** Scores a mix that is of use only if it reaches a threshold of its own; it leads if it is better than all. */
    Mix check(MixingWeights weights, List<Integer> members, Told phase, double threshold) throws StockpotException {
        Mix checked = trials.race(weights, members, phase, champion, threshold);
        if (checked.isWhole() && checked.score() > champion.score()) {
            champion = checked;
            leader = checked;
        }
        return checked;
    }

    /** Scores a challenger that is of use only if it is better than the best mix so far. */
    Mix challenge(MixingWeights weights, List<Integer> members, Told phase) throws StockpotException {
        double best = champion.score();
        Mix challenger = check(weights, members, phase, decided ? best + trials.leastGain(best) : best);
        decided |= challenger.isWhole() && challenger.score() >= best;
        if (leader == null || challenger.score() > leader.score()) {
            leader = challenger;
        }
        return challenger;
    }

    /** The challenger with the highest score or estimate, the first of several. */
    Mix leader() {
        if (leader == null) {
            throw new IllegalStateException("nobody has challenged yet");
        }
        return leader;
    }
}
