package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files that a new checkpoint is made out of. They are never overwritten.
 *
 * @param files all of them, with the shards of those that have any
 */
record Inputs(List<Path> files) {
    Inputs {
        files = List.copyOf(files);
    }

    /** The order's inputs and its template. */
    static Inputs of(WriteOrder order) throws CheckpointException {
        List<Path> files = new ArrayList<>();
        for (Path input : order.inputs()) {
            Path file = Checkpoints.file(input);
            files.add(file);
            if (file.toString().endsWith(ShardIndex.ENDING) && Files.isRegularFile(file)) {
                addShards(file, files);
            }
        }
        order.template().ifPresent(files::add);
        return new Inputs(files);
    }

    private static void addShards(Path index, List<Path> files) throws CheckpointException {
        try (InputFile file = InputFile.open(index)) {
            for (String shard : Set.copyOf(ShardIndex.read(file).shardOf().values())) {
                files.add(index.resolveSibling(shard));
            }
        }
    }

    /**
     * Makes sure that a file may be written or deleted.
     *
     * @throws CheckpointException if it is one of the inputs, by whatever name
     */
    void keep(Path target) throws CheckpointException {
        if (!Files.exists(target)) {
            return;
        }
        for (Path input : files) {
            try {
                if (Files.exists(input) && Files.isSameFile(input, target)) {
                    throw new CheckpointException(
                            target, "is one of the inputs and is not overwritten; choose another name");
                }
            } catch (IOException e) {
                throw new CheckpointException(target, "cannot be compared with the inputs: " + InputFile.reason(e), e);
            }
        }
    }
}
