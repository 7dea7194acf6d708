package org.stockpot.ui.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.stockpot.search.Budget;
import org.stockpot.search.Goal;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.SearchOrder;
import org.stockpot.tensor.StockpotException;

/**
 * A search as the user asks for it.
 *
 * @param id of the plan
 * @param settings of the plan
 * @param objective what to maximise, as {@link Goal#parse} reads it
 * @param insisted whether that may look at shifts that also make OOD sets
 * @param evaluations at most, empty for no limit
 * @param minutes at most, empty for no limit
 * @param patience evaluations whose gain may stay inside the noise, empty for any number
 */
public record SearchRequest(
        String id,
        Map<String, String> settings,
        String objective,
        boolean insisted,
        Optional<Integer> evaluations,
        Optional<Double> minutes,
        Optional<Integer> patience,
        long seed) {
    public SearchRequest {
        settings = Map.copyOf(settings);
    }

    /** What a request that was read asks for. */
    record Checked(SearchPlan plan, Goal goal) {}

    /**
     * Reads the request.
     *
     * @throws StockpotException if there is no such plan, setting or goal
     */
    Checked checked() throws StockpotException {
        return new Checked(SearchPlan.parse(id, settings), Goal.parse(objective));
    }

    SearchOrder order(Checked checked, Optional<Path> journals) {
        Budget budget = evaluations.map(Budget::ofEvaluations).orElse(Budget.UNLIMITED);
        if (minutes.isPresent()) {
            budget = budget.withTime(Duration.ofMillis(Math.max(1, Math.round(60_000 * minutes.get()))));
        }
        if (patience.isPresent()) {
            budget = budget.withPatience(patience.get());
        }
        return new SearchOrder(checked.plan(), budget, Savings.ALL, seed, journals, false)
                .withGoal(checked.goal(), insisted);
    }

    /** The same for what another search has left. */
    SearchRequest after(int spent) {
        return new SearchRequest(
                id,
                settings,
                objective,
                insisted,
                evaluations.map(count -> Math.max(1, count - spent)),
                minutes,
                patience,
                seed);
    }

    SearchRequest with(String otherId, Map<String, String> otherSettings) {
        return new SearchRequest(otherId, otherSettings, objective, insisted, evaluations, minutes, patience, seed);
    }
}
