package org.stockpot.search;

import java.util.List;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/** The register of search plans: whoever adds a plan adds one line here. */
final class Plans {
    /** All plans, the simplest first. */
    static final List<Kind> ALL = List.of(
            new Kind(Family.BASELINE, new UniformSoup(), settings -> new UniformSoup()),
            new Kind(Family.BASELINE, new WeightedSoup(List.of()), WeightedSoup::read),
            new Kind(Family.BASELINE, LossSoftmax.STANDARD, LossSoftmax::read),
            new Kind(Family.BASELINE, GreedySoup.STANDARD, GreedySoup::read),
            new Kind(Family.AVERAGE, new ModelStock(), settings -> new ModelStock()),
            new Kind(Family.AVERAGE, WiseFt.STANDARD, WiseFt::read),
            new Kind(Family.AVERAGE, Lines.STANDARD, Lines::read),
            new Kind(Family.TASK_VECTOR, TaskVectors.STANDARD, TaskVectors::read),
            new Kind(Family.TASK_VECTOR, TiesMerging.STANDARD, TiesMerging::read),
            new Kind(Family.TASK_VECTOR, DareMerging.STANDARD, DareMerging::read),
            new Kind(Family.TASK_VECTOR, SlerpMerging.STANDARD, SlerpMerging::read),
            new Kind(Family.LEARNED, LearnedSoup.GLOBAL, settings -> LearnedSoup.read(false, settings)),
            new Kind(Family.LEARNED, LearnedSoup.PER_GROUP, settings -> LearnedSoup.read(true, settings)),
            new Kind(Family.LEARNED, AdaMerging.STANDARD, AdaMerging::read),
            new Kind(Family.SEARCH, ParetoFront.STANDARD, ParetoFront::read),
            new Kind(Family.SEARCH, ShiftAwareMixing.STANDARD, ShiftAwareMixing::read),
            new Kind(Family.SEARCH, DirectSearch.STANDARD, DirectSearch::read),
            new Kind(Family.SEARCH, new Refinement(List.of(), 50, true), Refinement::read),
            new Kind(Family.SEARCH, ManifoldMixing.STANDARD, ManifoldMixing::read));

    /** Makes a plan of settings that were checked. */
    @FunctionalInterface
    interface Reader {
        SearchPlan read(Settings settings) throws StockpotException;
    }

    /**
     * One sort of plan.
     *
     * @param family what it is listed under
     * @param standard with all settings at their initial values; it describes the sort
     */
    record Kind(Family family, SearchPlan standard, Reader reader) {
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
