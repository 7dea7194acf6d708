package org.stockpot.session;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.search.Budget;
import org.stockpot.search.Goal;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchPlan;

/**
 * A search as it is ordered.
 *
 * @param plan what to do
 * @param budget how much to spend
 * @param savings which work to save
 * @param seed of everything random
 * @param journal where every evaluation is written down at once, so that a killed search can go on
 * @param resume whether to go on from what the journal holds; it must be of the same search
 * @param goal what to maximise on validation data; races are run only for goals that are shares of images
 * @param insisted whether the goal may look at shifts that also make OOD sets
 */
public record SearchOrder(
        SearchPlan plan,
        Budget budget,
        Savings savings,
        long seed,
        Optional<Path> journal,
        boolean resume,
        Goal goal,
        boolean insisted) {
    public SearchOrder {
        savings = goal.isShare() ? savings : savings.withoutRacing();
    }

    /** A search for what the plan usually maximises. */
    public SearchOrder(
            SearchPlan plan, Budget budget, Savings savings, long seed, Optional<Path> journal, boolean resume) {
        this(plan, budget, savings, seed, journal, resume, plan.goal(), false);
    }

    /** A search without a journal that saves all work it can. */
    public SearchOrder(SearchPlan plan, Budget budget, long seed) {
        this(plan, budget, Savings.ALL, seed, Optional.empty(), false);
    }

    /** The same with another goal. */
    public SearchOrder withGoal(Goal other, boolean insist) {
        return new SearchOrder(plan, budget, savings, seed, journal, resume, other, insist);
    }
}
