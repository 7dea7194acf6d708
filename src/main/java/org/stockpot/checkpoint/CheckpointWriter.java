package org.stockpot.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * The door through which fused models go out. Whatever the format, the target is either the old file or the new one,
 * whole.
 */
public final class CheckpointWriter {
    /** Most bytes that are read from a source at once. */
    public static final int PIECE = Chunks.SIZE;

    private CheckpointWriter() {}

    /**
     * Names of all tensors in the order in which they will be read, each from beginning to end in pieces of as many
     * elements as fit {@link #PIECE}: for sources that read ahead.
     */
    public static List<String> readingOrder(Map<String, TensorSpec> specs, WriteOrder order) {
        if (order.format() != OutputFormat.SAFETENSORS) {
            return List.copyOf(specs.keySet());
        }
        return files(specs, order).stream()
                .flatMap(file -> SafetensorsWriter.sorted(file).stream())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Map<String, TensorSpec>> files(Map<String, TensorSpec> specs, WriteOrder order) {
        return order.shardBytes().isPresent()
                ? ShardSet.cut(specs, order.shardBytes().getAsLong())
                : List.of(specs);
    }

    /** Files whose place the new ones would take, the one that readers open first; empty if there are none. */
    public static List<Path> replaced(Map<String, TensorSpec> specs, WriteOrder order) {
        if (files(specs, order).size() > 1) {
            return new ShardSet(order.target()).replaced();
        }
        return Files.exists(order.target()) ? List.of(order.target()) : List.of();
    }

    /** As {@link #write(TensorSource, WriteOrder, WriteProgress, WriteCheck)}, without a check. */
    public static Written write(TensorSource source, WriteOrder order, WriteProgress progress)
            throws StockpotException {
        return write(source, order, progress, WriteCheck.NONE);
    }

    /**
     * Writes all tensors of the source.
     *
     * @param progress told about every chunk, written and read back, so {@code total} is twice the size of the files;
     *     may throw {@link java.util.concurrent.CancellationException}, which leaves the target as it was
     * @param check tries the result before it takes its name
     * @throws StockpotException if the source cannot be read or the file not be written, or the check refuses it; the
     *     target is as it was
     */
    public static Written write(TensorSource source, WriteOrder order, WriteProgress progress, WriteCheck check)
            throws StockpotException {
        Path target = order.target();
        Inputs inputs = Inputs.of(order);
        inputs.keep(target);
        if (order.shardBytes().isPresent()) {
            return shards(source, order, inputs, progress, check);
        }
        return switch (order.format()) {
            case SAFETENSORS -> one(target, safetensors(source, order), progress, check);
            case TORCH_ZIP -> one(target, new TorchZipWriter(target, source, order.metadata()), progress, check);
            case TORCHSCRIPT -> script(source, order, progress, check);
        };
    }

    private static FileContent safetensors(TensorSource source, WriteOrder order) throws CheckpointException {
        return new SafetensorsWriter(order.target(), source, source.specs(), order.metadata());
    }

    private static Written script(TensorSource source, WriteOrder order, WriteProgress progress, WriteCheck check)
            throws StockpotException {
        Path path = order.template()
                .orElseThrow(
                        () -> new CheckpointException(
                                order.target(),
                                "a TorchScript program is made out of one of the ingredients; name the one whose code is kept"));
        try (Checkpoint template = Checkpoints.open(path)) {
            return one(
                    order.target(),
                    new TorchScriptWriter(order.target(), source, template, order.metadata()),
                    progress,
                    check);
        }
    }

    private static Written one(Path target, FileContent content, WriteProgress progress, WriteCheck check)
            throws StockpotException {
        AtomicFile.prepare(target, content.size());
        var meter = new Meter(progress, 2 * content.size());
        String sha256;
        try (Stage stage = Stage.open(target);
                AtomicFile file =
                        AtomicFile.create(stage, String.valueOf(target.getFileName()), target, content, meter)) {
            sha256 = file.fill();
            check.check(file.path());
            file.moveTo(target);
            stage.published();
        }
        AtomicFile.settle(target);
        return new Written(target, List.of(new Written.WrittenFile(target, sha256, content.size())));
    }

    private static Written shards(
            TensorSource source, WriteOrder order, Inputs inputs, WriteProgress progress, WriteCheck check)
            throws StockpotException {
        if (order.format() != OutputFormat.SAFETENSORS) {
            throw new CheckpointException(
                    order.target(), "only safetensors can be written as several files; choose it, or one file");
        }
        List<Map<String, TensorSpec>> shards = files(source.specs(), order);
        if (shards.size() == 1) {
            return one(order.target(), safetensors(source, order), progress, check);
        }
        var set = new ShardSet(order.target());
        inputs.keep(set.index());
        for (Path shard : set.present()) {
            inputs.keep(shard);
        }
        return new ShardsWriter(source, order, shards).write(inputs, progress, check);
    }
}
