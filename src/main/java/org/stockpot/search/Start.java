package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** The mix that a search begins at. */
public enum Start {
    /** All ingredients with the same share. */
    UNIFORM,
    /** The ingredient with the highest score, alone. */
    BEST,
    /** What the session has. */
    SLIDERS;

    /** The words that {@link #of} reads. */
    static final List<String> WORDS = List.of("uniform", "best", "sliders");

    static Start of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Scores it. */
    Mix mix(Trials trials) throws StockpotException {
        SearchSpace space = trials.space();
        int ingredients = space.ingredients().size();
        return switch (this) {
            case BEST -> {
                List<Mix> alone = trials.all(Told.of(Phase.SCORING));
                yield alone.get(Order.DESCENDING.rows(alone, 0).get(0));
            }
            case UNIFORM ->
                score(MixingWeights.uniform(ingredients, space.groups().size()), trials);
            case SLIDERS -> score(space.sliders(), trials);
        };
    }

    /** For people. */
    String title(Mix first, SearchSpace space) {
        return switch (this) {
            case BEST -> space.ingredients().get(first.members().get(0));
            case UNIFORM -> Step.EVEN.pattern();
            case SLIDERS -> Step.SLIDERS.pattern();
        };
    }

    /** Rows that have a weight anywhere. */
    static List<Integer> members(MixingWeights weights) {
        return IntStream.range(0, weights.ingredients())
                .filter(row -> Arrays.stream(weights.toMatrix()[row]).anyMatch(weight -> weight != 0))
                .boxed()
                .toList();
    }

    private static Mix score(MixingWeights weights, Trials trials) throws StockpotException {
        return trials.score(weights, members(weights), Told.of(Step.DIRECT));
    }
}
