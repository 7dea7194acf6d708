package org.stockpot.session;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.search.Budget;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchPlan;

/**
 * A search as it is ordered.
 *
 * @param plan what to do
 * @param budget how much to spend
 * @param savings which work to save
 * @param seed of everything random
 * @param journal where every evaluation is written down at once, so that a killed search can go on; in a folder every
 *     search has a file of its own, and goes on from it by itself
 * @param resume whether to go on from what the journal holds; it must be of the same search
 */
public record SearchOrder(
        SearchPlan plan, Budget budget, Savings savings, long seed, Optional<Path> journal, boolean resume) {
    /** A search without a journal that saves all work it can. */
    public SearchOrder(SearchPlan plan, Budget budget, long seed) {
        this(plan, budget, Savings.ALL, seed, Optional.empty(), false);
    }
}
