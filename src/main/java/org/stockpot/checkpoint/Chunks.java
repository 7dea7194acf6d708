package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Reads whole tensors piece by piece, so that memory use does not depend on their size. */
final class Chunks {
    /** Bytes per read from the source. */
    static final int SIZE = 4 << 20;

    private Chunks() {}

    /** Takes the pieces in order. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer data) throws StockpotException;
    }

    /**
     * Hands over all elements of one tensor.
     *
     * @throws IllegalStateException if the source gives another number of bytes than it promised
     */
    static void of(TensorSource source, String tensor, Sink sink) throws StockpotException {
        TensorSpec spec = source.spec(tensor);
        long count = spec.elementCount();
        int width = spec.dtype().bytes();
        int step = SIZE / width;
        for (long first = 0; first < count; first += step) {
            int length = (int) Math.min(step, count - first);
            ByteBuffer data = source.read(tensor, first, length);
            if (data.remaining() != length * width) {
                throw new IllegalStateException(source.name() + " gave " + data.remaining() + " bytes for " + length
                        + " elements of " + tensor + " " + spec);
            }
            sink.take(data);
        }
    }
}
