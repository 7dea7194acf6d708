package org.stockpot.search;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** Runs search plans. */
public final class Searcher {
    private Searcher() {}

    /**
     * Runs a plan on the calling thread. Same plan, space, objective and seed: same result, whatever the machine, unless
     * time runs out. At the end of the budget the result is the best mix seen so far.
     *
     * @param seed for random orders and restarts of the optimiser
     * @throws StockpotException if the objective cannot be evaluated, or the plan does not fit the space
     * @throws java.util.concurrent.CancellationException if cancelled; the listener has heard the best mix so far
     */
    public static SearchResult run(
            SearchPlan plan,
            SearchSpace space,
            Objective objective,
            long seed,
            Budget budget,
            Savings savings,
            SearchListener listener,
            JobContext context)
            throws StockpotException {
        var trials = new Trials(space, objective, budget, savings, plan.mostEvaluations(space), listener, context);
        Told stoppedBecause = Told.of(StopReason.FINISHED);
        Mix mix;
        try {
            mix = plan.run(trials, seed);
        } catch (Trials.Spent spent) {
            stoppedBecause = spent.reason();
            mix = trials.best().orElseThrow();
        }
        return new SearchResult(
                mix.weights(),
                mix.score(),
                kept(mix),
                trials.evaluations(),
                trials.decisions(),
                stoppedBecause,
                trials.compromises(plan.compromises()),
                mix.method());
    }

    /** Who joined, and then who is in the mix because constraints want it. */
    private static List<Integer> kept(Mix mix) {
        return Stream.concat(mix.members().stream(), Start.members(mix.weights()).stream())
                .distinct()
                .toList();
    }
}
