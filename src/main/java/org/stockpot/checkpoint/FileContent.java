package org.stockpot.checkpoint;

import org.stockpot.tensor.StockpotException;

/** What a file is to hold. Its size is known before the first byte, so that a full disk is noticed before it is filled. */
interface FileContent {
    /** Exact size in bytes. */
    long size();

    /**
     * Streams all bytes.
     *
     * @throws StockpotException if a source cannot be read or the file not be written
     */
    void writeTo(AtomicFile file) throws StockpotException;

    /**
     * Reads the structure back as any reader would, so that a disk that lies or a bug here never replaces a good file.
     *
     * @throws CheckpointException if it is not readable
     * @return whether it describes what was to be written
     */
    boolean matches(InputFile reread) throws CheckpointException;
}
