package org.stockpot.search;

import java.util.List;
import java.util.Locale;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** The model at the far end of a line that begins at the base. */
public enum Finetuned {
    /** The uniform soup of all ingredients. */
    UNIFORM,
    /** The greedy soup, as published. */
    GREEDY,
    /** The ingredient that scores best alone. */
    BEST,
    /** One ingredient by its number. */
    INGREDIENT;

    /** The words that {@link #of} reads. */
    static final List<String> WORDS = List.of("uniform", "greedy", "best", "ingredient");

    static Finetuned of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A model: weights that sum to 1 in every group, and the rows that are in it. */
    record Model(MixingWeights weights, List<Integer> members) {}

    /**
     * Finds the model; what has to be scored for it counts as evaluations.
     *
     * @param number of the ingredient, from 1, where one was named
     * @throws StockpotException if there is no such ingredient
     */
    Model model(Trials trials, int number, long seed) throws StockpotException {
        int n = trials.space().ingredients().size();
        int groups = trials.space().groups().size();
        return switch (this) {
            case UNIFORM -> new Model(Curve.uniform(trials.space()), Curve.all(trials.space()));
            case GREEDY -> {
                Mix soup = GreedySoup.STANDARD.run(trials, seed);
                yield new Model(soup.weights(), soup.members());
            }
            case BEST ->
                only(
                        Order.DESCENDING
                                .rows(trials.all(Told.of(Phase.SCORING)), seed)
                                .get(0),
                        n,
                        groups);
            case INGREDIENT -> {
                if (number > n) {
                    throw new StockpotException("Ingredient " + number + " was asked for, but there are " + n
                            + ": give a number up to " + n);
                }
                yield only(number - 1, n, groups);
            }
        };
    }

    private static Model only(int row, int n, int groups) {
        return new Model(MixingWeights.only(row, n, groups), List.of(row));
    }

    /** The most evaluations that finding it takes. */
    int mostEvaluations(SearchSpace space) {
        return switch (this) {
            case UNIFORM, INGREDIENT -> 0;
            case GREEDY -> GreedySoup.STANDARD.mostEvaluations(space);
            case BEST -> space.ingredients().size();
        };
    }
}
