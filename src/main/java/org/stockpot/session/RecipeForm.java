package org.stockpot.session;

import java.util.List;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

/**
 * A recipe as it lies in JSON, in sessions and in the metadata of exported files.
 *
 * @param method a fusion method with its parameters, see {@link FusionMethod#format}; a name alone in files of before methods
 *     had any
 * @param weights {@code ingredients × groups}
 */
record RecipeForm(String method, String granularity, List<List<Double>> weights) {
    static RecipeForm of(Recipe recipe) {
        return new RecipeForm(
                recipe.method().format(),
                recipe.granularity().format(),
                recipe.weights().rows());
    }

    Recipe recipe() throws StockpotException {
        return new Recipe(FusionMethod.parse(method), Granularity.parse(granularity), new MixingWeights(weights));
    }
}
