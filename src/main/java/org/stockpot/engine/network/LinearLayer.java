package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * x·Wᵀ + b over the last axis.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}
 */
record LinearLayer(Slot weight, Optional<Slot> bias) implements Forward {
    /** {@code prefix.weight} and {@code prefix.bias}. */
    static LinearLayer read(Layout layout, String prefix, long in, long out) throws StockpotException {
        return new LinearLayer(
                layout.take(prefix + ".weight", out, in), Optional.of(layout.take(prefix + ".bias", out)));
    }

    /** As {@link #read}, where the bias may be left out. */
    static LinearLayer readBiasOrNot(Layout layout, String prefix, long in, long out) throws StockpotException {
        Slot weight = layout.take(prefix + ".weight", out, in);
        String bias = prefix + ".bias";
        return new LinearLayer(weight, layout.has(bias) ? Optional.of(layout.take(bias, out)) : Optional.empty());
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray input) {
        ops.linear().ifPresent(observer -> observer.see(weight, input));
        return bias.isPresent()
                ? Linear.linear(input, weights.get(weight), weights.get(bias.get()))
                        .singletonOrThrow()
                : Linear.linear(input, weights.get(weight)).singletonOrThrow();
    }
}
