package org.stockpot.checkpoint;

/** Watches a long file operation and may end it. */
@FunctionalInterface
public interface WriteProgress {
    /** Watches nothing. */
    WriteProgress NONE = (done, total) -> {};

    /**
     * Called after every chunk.
     *
     * @param done bytes finished
     * @param total bytes in all
     * @throws java.util.concurrent.CancellationException to stop; nothing is left behind
     */
    void wrote(long done, long total);
}
