package org.stockpot.checkpoint;

import java.nio.ByteBuffer;

/** One flat block of data that tensors are views of; tied tensors share one. */
sealed interface TorchStorage permits ZipStorage, FileStorage, StorageView {
    /** What the file calls it. */
    String key();

    /** Size in bytes. */
    long size();

    /** The block that stands in the file: this one, unless it is a view. */
    TorchStorage root();

    /** Fills the rest of the buffer with bytes from the position on. */
    void read(ByteBuffer buffer, long position) throws CheckpointException;
}
