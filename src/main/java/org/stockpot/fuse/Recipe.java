package org.stockpot.fuse;

/**
 * How to cook: the method, the layer groups and the mixing weights. The sources stand beside it, in the order of the
 * weights' rows. The unit of undo, saving, history and provenance.
 */
public record Recipe(FusionMethod method, Granularity granularity, MixingWeights weights) {
    public Recipe withWeights(MixingWeights changed) {
        return new Recipe(method, granularity, changed);
    }
}
