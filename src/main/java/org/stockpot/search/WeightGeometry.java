package org.stockpot.search;

import org.stockpot.tensor.StockpotException;

/** How the ingredients lie around the base. Found when it is asked for, because files have to be read for it. */
@FunctionalInterface
public interface WeightGeometry {
    /** Nobody has a base. */
    WeightGeometry UNKNOWN = group -> {
        throw new StockpotException("Nothing is known of where the ingredients lie: add a base model.");
    };

    /**
     * Mean cosine between the differences from the base of all pairs of ingredients, over all elements of a layer group.
     *
     * @return −1…1; NaN if no two ingredients differ from the base there
     */
    double meanCosine(int group) throws StockpotException;
}
