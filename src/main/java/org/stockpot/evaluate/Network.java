package org.stockpot.evaluate;

import java.util.Collection;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** A network on a device, with weights that can be replaced in place. Owned by the device lane's thread. */
public interface Network extends AutoCloseable {
    Architecture architecture();

    /**
     * Reads some tensors again, in place.
     *
     * @param tensors names; those the network does not use are ignored
     */
    void replace(TensorSource weights, Collection<String> tensors) throws StockpotException;

    /**
     * Runs a batch.
     *
     * @param images {@code count × channels × size × size}, preprocessed
     * @return {@code count × classes} logits
     */
    float[] logits(float[] images, int count) throws StockpotException;

    @Override
    void close();
}
