package org.stockpot.engine;

import java.util.function.Consumer;
import org.stockpot.tensor.StockpotException;

/**
 * What happens when the device has no room for a batch: memory that can be spared is given back, the same batch is run
 * again in passes of half the size, again and again, and at one image per pass elsewhere. Nothing is lost and nothing is
 * counted twice, for a batch gives its result as a whole or not at all. The smaller size stays.
 */
final class BackOff {
    private BatchSize size;

    BackOff(BatchSize size) {
        this.size = size;
    }

    BatchSize size() {
        return size;
    }

    /** Runs the whole batch in passes of at most a number of images. */
    @FunctionalInterface
    interface Batch {
        float[] run(int pass) throws StockpotException;
    }

    /**
     * Runs a batch.
     *
     * @param spare gives back what can be spared; gets the number of images that did not fit
     * @param elsewhere moves the work to where there is more room; false if there is no such place
     * @throws StockpotException if it fails for another reason, or if there is no room for one image anywhere
     */
    float[] run(Batch batch, Consumer<Integer> spare, Elsewhere elsewhere) throws StockpotException {
        while (true) {
            try {
                return batch.run(size.pass());
            } catch (DeviceException e) {
                if (!e.isOutOfMemory()) {
                    throw e;
                }
                spare.accept(size.pass());
                if (size.pass() > 1) {
                    size = size.halved();
                } else if (!elsewhere.move()) {
                    throw e;
                }
            }
        }
    }

    /** Another device. */
    @FunctionalInterface
    interface Elsewhere {
        boolean move() throws StockpotException;
    }
}
