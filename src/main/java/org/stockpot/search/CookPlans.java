package org.stockpot.search;

import java.util.List;
import org.stockpot.tensor.StockpotException;

/** The register of methods that make a checkpoint: whoever adds one adds one line here. */
final class CookPlans {
    static final List<Kind> ALL = List.of(
            new Kind(FisherAveraging.STANDARD, FisherAveraging::read), new Kind(RegMean.STANDARD, RegMean::read));

    /**
     * One sort of plan.
     *
     * @param standard with all settings at their initial values; it describes the sort
     */
    record Kind(CookPlan standard, CookPlan.Reader reader) {}

    private CookPlans() {}

    static Kind of(String id) throws StockpotException {
        for (Kind kind : ALL) {
            if (kind.standard().id().equals(id)) {
                return kind;
            }
        }
        throw new StockpotException(
                "Method \"" + id + "\" is unknown: give one of " + String.join(", ", CookPlan.ids()));
    }
}
