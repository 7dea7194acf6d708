package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** What goes wrong on a {@link TroubledFiles}: asked before every operation, told after every one that went well. */
interface Trouble {
    enum Operation {
        OPEN,
        READ,
        WRITE,
        FORCE,
        LOCK,
        CLOSE,
        MOVE,
        DELETE,
        FOLDER,
        LIST,
        LOOK,
        SPACE
    }

    /** No trouble. */
    Trouble NONE = (operation, path) -> {};

    /** Throws what the operation is to fail with. */
    void before(Operation operation, Path path) throws IOException;

    /**
     * The operation went well.
     *
     * @param path on the real disk; of a move, where from
     * @param to of a move, where to; else the path again
     */
    default void after(Operation operation, Path path, Path to) throws IOException {}

    /** Bytes that are said to be free. */
    default long free(long really) {
        return really;
    }
}
