package org.stockpot.search;

import java.util.List;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.Loss;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

/** What a search may ask about the inside of mixes, where they are networks that can be differentiated. */
public interface Gradients {
    /**
     * A loss of a mix on some images, and how it changes along the models that are mixed. With ∂L/∂θ of the network's
     * weights θ, one backward pass tells them all, layer group by layer group.
     *
     * @param loss of the mix
     * @param byIngredient ⟨∂L/∂θ, θᵢ⟩, {@code [ingredient][group]}
     * @param byBase ⟨∂L/∂θ, θ₀⟩, {@code [group]}; empty where the way of fusing needs no base
     */
    @SuppressWarnings("ArrayRecordComponent") // a value of bulk data, compared nowhere
    record Slope(Loss.Reading loss, double[][] byIngredient, double[] byBase) {}

    /** The validation images, cut into batches; every batch is a fair sample of its set. */
    List<ImageBatch> batches(int size) throws StockpotException;

    /**
     * Differentiates one mix.
     *
     * @param weights as the plan's way of fusing takes them
     * @throws StockpotException if the network cannot be differentiated, or the loss is not finite
     */
    Slope slope(MixingWeights weights, ImageBatch batch, Loss loss) throws StockpotException;
}
