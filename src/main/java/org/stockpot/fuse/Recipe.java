package org.stockpot.fuse;

/**
 * How to cook: the method, the layer groups and the mixing weights. The sources stand beside it, in the order of the
 * weights' rows. The unit of undo, saving, history and provenance.
 */
public record Recipe(FusionMethod method, Granularity granularity, MixingWeights weights) {
    public Recipe withWeights(MixingWeights changed) {
        return new Recipe(method, granularity, changed);
    }

    /** One ingredient as it is: a method may scale or thin it, or need a base that has no part in it. */
    public Recipe alone(int ingredient) {
        return new Recipe(
                new FusionMethod.WeightedAverage(),
                granularity,
                MixingWeights.only(ingredient, weights.ingredients(), weights.groups()));
    }
}
