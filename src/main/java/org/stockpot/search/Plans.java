package org.stockpot.search;

import java.util.List;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/** The register of search plans: whoever adds a plan adds one line here. */
final class Plans {
    /** All plans, the simplest first. */
    static final List<Kind> ALL = List.of(
            new Kind(new UniformSoup(), settings -> new UniformSoup()),
            new Kind(new WeightedSoup(List.of()), WeightedSoup::read),
            new Kind(LossSoftmax.STANDARD, LossSoftmax::read),
            new Kind(GreedySoup.STANDARD, GreedySoup::read),
            new Kind(new ModelStock(), settings -> new ModelStock()),
            new Kind(WiseFt.STANDARD, WiseFt::read),
            new Kind(Lines.STANDARD, Lines::read),
            new Kind(TaskVectors.STANDARD, TaskVectors::read),
            new Kind(TiesMerging.STANDARD, TiesMerging::read),
            new Kind(DareMerging.STANDARD, DareMerging::read),
            new Kind(SlerpMerging.STANDARD, SlerpMerging::read),
            new Kind(LearnedSoup.GLOBAL, settings -> LearnedSoup.read(false, settings)),
            new Kind(LearnedSoup.PER_GROUP, settings -> LearnedSoup.read(true, settings)),
            new Kind(AdaMerging.STANDARD, AdaMerging::read),
            new Kind(ParetoFront.STANDARD, ParetoFront::read),
            new Kind(ShiftAwareMixing.STANDARD, ShiftAwareMixing::read),
            new Kind(DirectSearch.STANDARD, DirectSearch::read),
            new Kind(new Refinement(List.of(), 50, true), Refinement::read),
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
