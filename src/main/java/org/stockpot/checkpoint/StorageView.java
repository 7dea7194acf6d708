package org.stockpot.checkpoint;

import java.nio.ByteBuffer;

/**
 * A part of another storage, as Python 2's PyTorch saved them.
 *
 * @param start first byte in the other one
 * @param size in bytes
 */
record StorageView(TorchStorage root, String key, long start, long size) implements TorchStorage {
    @Override
    public void read(ByteBuffer buffer, long position) throws CheckpointException {
        root.read(buffer, start + position);
    }
}
