package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.search.Goal;
import org.stockpot.search.SearchPlan;
import org.stockpot.search.SearchResult;
import org.stockpot.tensor.Told;

/**
 * What a search found, and what it is worth on data that it did not see.
 *
 * @param plan how it searched
 * @param goal what it maximised, with every shift named
 * @param leak why results on some OOD sets say less than they seem to, where somebody insisted on that
 * @param result what it decided
 * @param bestIngredient index of the ingredient with the highest validation accuracy
 * @param before every set's evaluation of that best ingredient
 * @param after the mix that was found, measured on every set
 * @param comparisons the mix against the best ingredient, image by image, one per set, in the order of {@code before}
 * @param front the compromises of {@link SearchResult#front}, in their order, measured on every set
 * @param groups names of the layer groups, in the order of the weights' columns
 * @param effort what the evaluations cost
 * @param seconds wall time of the search
 */
public record SearchOutcome(
        SearchPlan plan,
        Goal goal,
        Optional<Told> leak,
        SearchResult result,
        int bestIngredient,
        Trial before,
        Trial after,
        List<PairedComparison> comparisons,
        List<Trial> front,
        List<String> groups,
        Effort effort,
        double seconds) {
    public SearchOutcome {
        comparisons = List.copyOf(comparisons);
        front = List.copyOf(front);
        groups = List.copyOf(groups);
    }
}
