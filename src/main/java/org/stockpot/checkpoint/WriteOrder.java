package org.stockpot.checkpoint;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a checkpoint file is to be written as.
 *
 * @param target the file; of a sharded checkpoint, the name the single file would have
 * @param format container
 * @param metadata free text that travels with the tensors: safetensors' {@code __metadata__}, a member of its own in the
 *     PyTorch containers
 * @param shardBytes largest size of one shard's data; empty writes one file
 * @param template the TorchScript archive whose code and structure are kept; needed for {@link OutputFormat#TORCHSCRIPT}
 *     only
 * @param inputs files that must stay, whatever the target's name
 */
public record WriteOrder(
        Path target,
        OutputFormat format,
        Map<String, String> metadata,
        OptionalLong shardBytes,
        Optional<Path> template,
        Collection<Path> inputs) {
    public WriteOrder {
        metadata = Map.copyOf(metadata);
        inputs = List.copyOf(inputs);
    }

    /** One safetensors file. */
    public static WriteOrder safetensors(Path target, Map<String, String> metadata, Collection<Path> inputs) {
        return new WriteOrder(
                target, OutputFormat.SAFETENSORS, metadata, OptionalLong.empty(), Optional.empty(), inputs);
    }
}
