package org.stockpot.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The door through which checkpoint files come in. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * Opens a checkpoint. What it is follows from its content; the extension means nothing. Only metadata is read, and
     * all of it is validated; no code in the file is ever run.
     *
     * @param path of a file, of the index of a checkpoint in several files, or of the folder that holds exactly one such
     *     index
     * @return the open file; the caller closes it
     * @throws CheckpointException if the file is missing, damaged, hostile, or of a kind Stockpot does not read; the
     *     message says which and what to do
     */
    public static Checkpoint open(Path path) throws CheckpointException {
        return open(path, Strangers.REFUSED);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param strangers what to do about objects beside the weights
     */
    public static Checkpoint open(Path path, Strangers strangers) throws CheckpointException {
        InputFile file = InputFile.open(shardIndex(path).orElse(path));
        boolean opened = false;
        try {
            Checkpoint checkpoint = Format.of(file).open(file, strangers);
            opened = true;
            return checkpoint;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /**
     * The index ({@code *.index.json}) of the checkpoint in several files that a folder holds.
     *
     * @return empty if the path is no folder, or a folder without an index
     * @throws CheckpointException if the folder holds several, or cannot be listed
     */
    public static Optional<Path> shardIndex(Path folder) throws CheckpointException {
        return Files.isDirectory(folder) ? ShardIndex.in(folder) : Optional.empty();
    }
}
