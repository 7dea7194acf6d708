package org.stockpot.search;

import java.util.List;
import org.stockpot.tensor.StockpotException;

/** The register of search plans: whoever adds a plan adds one line here. */
final class Plans {
    /** All plans, the simplest first. */
    static final List<Kind> ALL = List.of(
            new Kind(new UniformSoup(), settings -> new UniformSoup()),
            new Kind(new WeightedSoup(List.of()), WeightedSoup::read),
            new Kind(LossSoftmax.STANDARD, LossSoftmax::read),
            new Kind(GreedySoup.STANDARD, GreedySoup::read),
            new Kind(ParetoFront.STANDARD, ParetoFront::read),
            new Kind(ShiftAwareMixing.STANDARD, ShiftAwareMixing::read),
            new Kind(ManifoldMixing.STANDARD, ManifoldMixing::read));

    /** Makes a plan of settings that were checked. */
    @FunctionalInterface
    interface Reader {
        SearchPlan read(Settings settings) throws StockpotException;
    }

    /**
     * One sort of plan.
     *
     * @param standard with all settings at their initial values; it describes the sort
     */
    record Kind(SearchPlan standard, Reader reader) {
        String id() {
            return standard.id();
        }
    }

    private Plans() {}

    static Kind of(String id) throws StockpotException {
        for (Kind kind : ALL) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw new StockpotException("Search \"" + id + "\" is unknown: give one of "
                + String.join(", ", ALL.stream().map(Kind::id).toList()));
    }
}
