package org.stockpot.session.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What was mixed.
 *
 * @param formula what the weights mean, a sentence
 * @param granularity how coarse layer groups are, as in files
 * @param groups number of layer groups
 * @param ingredients names, in the order of the weights
 * @param rows layer groups with the same weights
 */
public record Mixture(String formula, String granularity, int groups, List<String> ingredients, List<Row> rows) {
    public Mixture {
        ingredients = List.copyOf(ingredients);
        rows = List.copyOf(rows);
    }

    /** Ingredients with a weight in some layer group, in their order. */
    List<Integer> used() {
        return IntStream.range(0, ingredients.size())
                .filter(ingredient ->
                        rows.stream().anyMatch(row -> row.weights().get(ingredient) != 0))
                .boxed()
                .toList();
    }

    /**
     * Layer groups with the same weights.
     *
     * @param groups their names, or how many
     * @param weights one per ingredient
     */
    public record Row(String groups, List<Double> weights) {
        public Row {
            weights = List.copyOf(weights);
        }
    }
}
