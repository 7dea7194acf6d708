package org.stockpot.fuse;

import java.util.List;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * How far the weights moved from the base, per ingredient and layer group. δᵢ = θᵢ − θ₀.
 *
 * @param ingredients names of the rows
 * @param groups names of the columns
 * @param cells {@code [ingredient][group]}
 */
public record WeightDifferences(List<String> ingredients, List<String> groups, List<List<Cell>> cells) {
    public WeightDifferences {
        ingredients = List.copyOf(ingredients);
        groups = List.copyOf(groups);
        cells = cells.stream().map(List::copyOf).toList();
    }

    /**
     * One ingredient in one layer group. All are NaN for a group in which the base has nothing to compare with.
     *
     * @param relativeL2 ‖δᵢ‖ / ‖θ₀‖; infinite if something moved away from all zeros
     * @param cosine of δᵢ and the mean of all ingredients' δ, −1…1; NaN if one of them is zero
     * @param conflict share of the elements that moved against the sum of all ingredients' δ, 0…1: what electing a sign
     *     would drop (Yadav et al. 2023, NeurIPS, arXiv:2306.01708, §4)
     * @param unchanged share of the elements that are bit for bit those of the base, 0…1
     */
    public record Cell(double relativeL2, double cosine, double conflict, double unchanged) {
        /** Nothing to compare with. */
        static final Cell NONE = new Cell(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    public Cell cell(int ingredient, int group) {
        return cells.get(ingredient).get(group);
    }

    /**
     * Measures all differences in one pass over the files.
     *
     * @param groups of the ingredients' tensors
     * @throws StockpotException if the ingredients do not fit together or cannot be read
     * @see TensorDifferences#measure
     */
    public static WeightDifferences measure(
            TensorSource base, List<TensorSource> ingredients, LayerGroups groups, JobContext context)
            throws StockpotException {
        return TensorDifferences.measure(base, ingredients, context).in(groups);
    }
}
