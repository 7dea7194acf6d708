package org.stockpot.checkpoint;

import java.nio.file.Path;
import org.stockpot.tensor.StockpotException;

/** Tries a checkpoint that is complete and durable but has not taken its name yet. */
@FunctionalInterface
public interface WriteCheck {
    /** Accepts everything. */
    WriteCheck NONE = entry -> {};

    /**
     * Looks at the checkpoint; it may be opened, and must be closed again.
     *
     * @param entry the file to open, in a hidden folder: the one file, or the index with its shards beside it
     * @throws StockpotException to refuse it; the target stays as it was
     * @throws java.util.concurrent.CancellationException to stop; the target stays as it was
     */
    void check(Path entry) throws StockpotException;
}
