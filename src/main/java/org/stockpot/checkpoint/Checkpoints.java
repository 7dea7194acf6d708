package org.stockpot.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The door through which checkpoint files come in. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * Opens a checkpoint. What it is follows from its content; the extension means nothing. Only metadata is read, and
     * all of it is validated; no code in the file is ever run.
     *
     * @param path of a file, of the index of a checkpoint in several files, or of a folder with one model
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
        InputFile file = InputFile.open(file(path));
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
     * The file that is opened for a path: of a folder the weights with a usual name, such as {@code model.safetensors}, or the
     * only index ({@code *.index.json}) of a checkpoint in several files; else the path itself.
     *
     * @throws CheckpointException if the folder holds several indexes, or cannot be listed
     */
    public static Path file(Path path) throws CheckpointException {
        return Files.isDirectory(path) ? ModelFolder.weights(path).orElse(path) : path;
    }

    /** File names under which tools keep the weights of a whole model, those first that are to be preferred. */
    public static List<String> usualNames() {
        return ModelFolder.NAMES;
    }
}
