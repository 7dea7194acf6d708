package org.stockpot.session;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Racing;
import org.stockpot.tensor.Told;

/**
 * Which search found a mix, for the file that holds it.
 *
 * @param plan id of the plan
 * @param settings of the plan, sorted by name
 * @param seed of everything random
 * @param racing how evaluations ended early; empty if all were over all images
 * @param constraints what the search could not change
 * @param budget most evaluations; empty without a limit
 * @param seconds most time; empty without a limit
 * @param patience evaluations whose gain may stay inside the noise; empty for any number
 * @param evaluations that were made
 * @param stoppedBecause for people
 * @param goal what was maximised, with every shift named
 * @param leak for people: why results on some OOD sets say less than they seem to, where somebody insisted on that
 */
public record SearchSummary(
        String plan,
        Map<String, String> settings,
        long seed,
        Optional<Racing> racing,
        Constraints constraints,
        OptionalInt budget,
        OptionalLong seconds,
        OptionalInt patience,
        int evaluations,
        String stoppedBecause,
        Goal goal,
        Optional<String> leak) {
    public SearchSummary {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    public static SearchSummary of(SearchOrder order, SearchOutcome outcome) {
        Budget budget = order.budget();
        return new SearchSummary(
                order.plan().id(),
                order.plan().settings(),
                order.seed(),
                order.savings().racing(),
                order.constraints(),
                limit(budget.evaluations()),
                budget.isTimed() ? OptionalLong.of(budget.time().toSeconds()) : OptionalLong.empty(),
                limit(budget.patience()),
                outcome.result().evaluations(),
                outcome.result().stoppedBecause().toString(),
                outcome.goal(),
                outcome.leak().map(Told::toString));
    }

    private static OptionalInt limit(int most) {
        return most == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(most);
    }
}
