package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The memory behind arrays on the CPU. */
final class NativeMemory {
    private NativeMemory() {}

    /**
     * An array's own memory. What is written there is in the array at once.
     *
     * @return empty if its elements do not lie in order, so that there is no such memory
     */
    static Optional<ByteBuffer> of(NDArray array) {
        ByteBuffer memory = array.toByteBuffer(true);
        ByteBuffer again = array.toByteBuffer(true);
        byte before = memory.get(0);
        memory.put(0, (byte) ~before);
        boolean own = again.get(0) != before;
        memory.put(0, before);
        return own ? Optional.of(memory) : Optional.empty();
    }
}
