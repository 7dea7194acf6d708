package org.stockpot.evaluate;

import java.util.Collection;
import org.stockpot.data.PreparedSet;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** A network on a device, with weights that can be replaced in place. Owned by the device lane's thread. */
public interface Network extends AutoCloseable {
    /** A batch takes well below a second on a CPU, and larger ones are hardly faster. */
    int USUAL_BATCH = 250;

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

    /**
     * Runs images of a prepared set. A network may keep them, and what it computed of them, for the next time; logits are
     * the same as without, bit for bit.
     *
     * @param from first position in the set's order; best a multiple of {@link #batchSize()}
     * @param to behind the last position
     * @return {@code (to − from) × classes} logits
     */
    default float[] logits(PreparedSet set, int from, int to) throws StockpotException {
        return logits(set.batch(from, to), to - from);
    }

    /**
     * How many images to run between two moments at which more urgent work may go first; more hardly pay. May change
     * when the device has run out of memory.
     */
    default int batchSize() throws StockpotException {
        return USUAL_BATCH;
    }

    @Override
    void close();
}
