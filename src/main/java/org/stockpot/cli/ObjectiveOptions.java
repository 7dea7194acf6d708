package org.stockpot.cli;

import java.util.Optional;
import org.stockpot.search.Goal;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Option;

/** What methods that measure maximise. */
final class ObjectiveOptions {
    @Option(
            names = "--objective",
            paramLabel = "GOAL",
            description =
                    "What to maximise: accuracy (default of most methods), negative-cross-entropy, shifted(SHIFT:SEVERITY,…)"
                            + " (accuracy on shifted copies of the validation images; without a list, three usual"
                            + " shifts that make no OOD set), a weighted sum such as 0.5*accuracy+0.5*shifted, or one"
                            + " with floors such as \"accuracy where shifted>=0.7\".")
    private Optional<String> objective = Optional.empty();

    @Option(
            names = "--insist",
            description = "Let the objective look at shifts that also make OOD sets; the result will say so.")
    private boolean insist;

    /** Empty where every method has its own. */
    Optional<Goal> goal() throws StockpotException {
        return objective.isPresent() ? Optional.of(Goal.parse(objective.get())) : Optional.empty();
    }

    boolean insisted() {
        return insist;
    }
}
