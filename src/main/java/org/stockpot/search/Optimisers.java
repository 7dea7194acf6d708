package org.stockpot.search;

import java.util.List;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/** The register of optimisers: whoever adds one adds one line here. */
final class Optimisers {
    /** All optimisers: the published one first, the baselines last. */
    static final List<Kind> ALL = List.of(
            new Kind(Cobyla.STANDARD, Cobyla::read),
            new Kind(Bobyqa.STANDARD, Bobyqa::read),
            new Kind(CmaEs.STANDARD, CmaEs::read),
            new Kind(OnePlusOne.STANDARD, OnePlusOne::read),
            new Kind(DifferentialEvolution.STANDARD, DifferentialEvolution::read),
            new Kind(CoordinateSearch.STANDARD, CoordinateSearch::read),
            new Kind(new RandomSearch(), (settings, wholeBudget) -> new RandomSearch()),
            new Kind(GridSearch.STANDARD, (settings, wholeBudget) -> GridSearch.read(settings)));

    /** Makes an optimiser of settings that were checked. */
    @FunctionalInterface
    interface Reader {
        Optimiser read(Settings settings, boolean wholeBudget) throws StockpotException;
    }

    /**
     * One sort of optimiser.
     *
     * @param standard with all settings at their initial values; it describes the sort
     */
    record Kind(Optimiser standard, Reader reader) {
        String id() {
            return standard.id();
        }
    }

    private Optimisers() {}

    static Kind of(String id) throws StockpotException {
        for (Kind kind : ALL) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw new StockpotException("Optimiser \"" + id + "\" is unknown: give one of "
                + String.join(", ", ALL.stream().map(Kind::id).toList()));
    }
}
