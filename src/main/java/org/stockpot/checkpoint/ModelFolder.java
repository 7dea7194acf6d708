package org.stockpot.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder that holds one model, as Hugging Face's tools and open_clip write it: the weights under a usual name, often a
 * second time in another format, beside much that is none.
 */
final class ModelFolder {
    /** Usual names of whole models, those first that are to be preferred. */
    static final List<String> NAMES = List.of(
            "model.safetensors",
            "model.safetensors" + ShardIndex.ENDING,
            "pytorch_model.bin",
            "pytorch_model.bin" + ShardIndex.ENDING,
            "open_clip_model.safetensors",
            "open_clip_pytorch_model.bin");

    private ModelFolder() {}

    /**
     * The file to open for the folder's model: the one with a usual name, or else the only index of a checkpoint in several
     * files.
     *
     * @return empty if there is neither
     * @throws CheckpointException if there are several unusual indexes, or the folder cannot be listed
     */
    static Optional<Path> weights(Path folder) throws CheckpointException {
        Optional<Path> usual = NAMES.stream()
                .map(folder::resolve)
                .filter(file -> Files.isRegularFile(file))
                .findFirst();
        return usual.isPresent() ? usual : ShardIndex.in(folder);
    }
}
