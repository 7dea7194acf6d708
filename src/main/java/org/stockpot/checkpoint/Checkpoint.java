package org.stockpot.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.TensorSource;

/**
 * An open checkpoint: one file, or several that belong together. Opening reads and validates the metadata only; tensor
 * data is read when asked for. Names and element types are shown as they stand in the file.
 */
public interface Checkpoint extends TensorSource {
    /** Where the file is; of a checkpoint in several files, the index that names them. */
    Path path();

    /** Every file that the checkpoint consists of, {@link #path()} first. Their bytes together are the checkpoint. */
    default List<Path> files() {
        return List.of(path());
    }

    /** The container format, for people: {@code safetensors} or {@code PyTorch zip}. */
    String format();

    /** Free text that travels with the tensors, as safetensors' {@code __metadata__}; often empty. */
    Map<String, String> metadata();

    /** What people should know although the file is usable, one sentence each: left-out tensors, missing checksums. */
    List<String> warnings();

    /**
     * Whether the file holds a program beside its weights, as TorchScript archives do. Reading weights never runs it.
     */
    default boolean isProgram() {
        return false;
    }

    /** The file name. */
    @Override
    default String name() {
        Path name = path().getFileName();
        return name == null ? path().toString() : name.toString();
    }
}
