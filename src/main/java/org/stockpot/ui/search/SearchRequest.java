package org.stockpot.ui.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Refinement;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.UnfinishedSearch;
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
 * @param constraints what it may not change of the mix on the sliders
 * @param resumed the search that it goes on from where its journal ends, if it does
 */
public record SearchRequest(
        String id,
        Map<String, String> settings,
        String objective,
        boolean insisted,
        Optional<Integer> evaluations,
        Optional<Double> minutes,
        Optional<Integer> patience,
        long seed,
        Constraints constraints,
        Optional<UnfinishedSearch> resumed) {
    public SearchRequest {
        settings = Map.copyOf(settings);
    }

    /** A new search that may change everything. */
    public SearchRequest(
            String id,
            Map<String, String> settings,
            String objective,
            boolean insisted,
            Optional<Integer> evaluations,
            Optional<Double> minutes,
            Optional<Integer> patience,
            long seed) {
        this(
                id,
                settings,
                objective,
                insisted,
                evaluations,
                minutes,
                patience,
                seed,
                Constraints.NONE,
                Optional.empty());
    }

    /** What a request that was read asks for. */
    record Checked(SearchPlan plan, Goal goal) {}

    /** Goes on with a search to the end that its plan has. */
    static SearchRequest of(UnfinishedSearch unfinished) {
        return new SearchRequest(
                unfinished.plan().id(),
                unfinished.plan().settings(),
                unfinished.goal().text(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                unfinished.seed(),
                unfinished.constraints(),
                Optional.of(unfinished));
    }

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
        Savings savings = resumed.map(UnfinishedSearch::savings).orElse(Savings.ALL);
        Optional<Path> journal = resumed.map(UnfinishedSearch::journal).or(() -> journals);
        return new SearchOrder(checked.plan(), budget, savings, seed, journal, resumed.isPresent())
                .withGoal(checked.goal(), insisted)
                .withConstraints(constraints);
    }

    /** Whether the plan can begin at the sliders. */
    boolean startsFromSliders() {
        return settings.containsKey("start");
    }

    /**
     * What is left of the search, begun anew at a mix: by the same plan if that can begin at a mix, else by improving it.
     *
     * @param spent evaluations
     * @param from the mix, which is the session's
     * @throws StockpotException if that mix cannot be improved
     */
    SearchRequest anew(int spent, Recipe from) throws StockpotException {
        Map<String, String> begun = new HashMap<>();
        if (startsFromSliders()) {
            begun.putAll(settings);
            begun.put("start", "sliders");
        } else {
            begun.putAll(Refinement.from(from));
        }
        return new SearchRequest(
                startsFromSliders() ? id : Refinement.ID,
                begun,
                objective,
                insisted,
                evaluations.map(count -> Math.max(1, count - spent)),
                minutes,
                patience,
                seed,
                constraints,
                Optional.empty());
    }
}
