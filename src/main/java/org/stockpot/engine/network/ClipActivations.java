package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/**
 * CLIP's two activations. OpenAI's weights, and what was finetuned from them, need QuickGELU; most of open_clip's need
 * GELU; the tensors are the same.
 */
final class ClipActivations {
    private ClipActivations() {}

    /** Reads a network with a given activation. */
    @FunctionalInterface
    interface Reader {
        Blueprint read(Activation activation) throws StockpotException;
    }

    /**
     * The network with each activation, as variants.
     *
     * @param activations the one that is more usual with such tensors first
     */
    static Blueprint either(List<Activation> activations, Reader reader) throws StockpotException {
        Blueprint usual = reader.read(activations.get(0));
        List<Blueprint.Variant> variants = new ArrayList<>();
        for (Activation activation : activations) {
            variants.add(new Blueprint.Variant(
                    activation.title(), reader.read(activation).sections()));
        }
        return new Blueprint(
                usual.name(), usual.usual(), usual.classes(), usual.sections(), variants, usual.assumptions());
    }
}
