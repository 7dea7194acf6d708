package org.stockpot.checkpoint;

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
    private CheckpointWriter() {}

    /**
     * Writes all tensors of the source.
     *
     * @param progress told about every chunk, written and read back, so {@code total} is twice the size of the files;
     *     may throw {@link java.util.concurrent.CancellationException}, which leaves the target as it was
     * @throws StockpotException if the source cannot be read or the file not be written; the target is as it was
     */
    public static Written write(TensorSource source, WriteOrder order, WriteProgress progress)
            throws StockpotException {
        Path target = order.target();
        Inputs inputs = Inputs.of(order);
        inputs.keep(target);
        if (order.shardBytes().isPresent()) {
            return shards(source, order, order.shardBytes().getAsLong(), inputs, progress);
        }
        return switch (order.format()) {
            case SAFETENSORS ->
                one(target, new SafetensorsWriter(target, source, source.specs(), order.metadata()), progress);
            case TORCH_ZIP -> one(target, new TorchZipWriter(target, source, order.metadata()), progress);
            case TORCHSCRIPT -> throw new StockpotException("TorchScript cannot be written so far.");
        };
    }

    private static Written one(Path target, FileContent content, WriteProgress progress) throws StockpotException {
        AtomicFile.prepare(target, content.size());
        String sha256;
        try (AtomicFile file = AtomicFile.create(target, content, new Meter(progress, 2 * content.size()))) {
            sha256 = file.fill();
            file.move();
        }
        AtomicFile.settle(target);
        return new Written(target, List.of(new Written.WrittenFile(target, sha256, content.size())));
    }

    private static Written shards(
            TensorSource source, WriteOrder order, long most, Inputs inputs, WriteProgress progress)
            throws StockpotException {
        if (order.format() != OutputFormat.SAFETENSORS) {
            throw new CheckpointException(
                    order.target(), "only safetensors can be written as several files; choose it, or one file");
        }
        List<Map<String, TensorSpec>> shards = ShardSet.cut(source.specs(), most);
        if (shards.size() == 1) {
            return one(
                    order.target(),
                    new SafetensorsWriter(order.target(), source, source.specs(), order.metadata()),
                    progress);
        }
        var set = new ShardSet(order.target());
        inputs.keep(set.index());
        for (Path shard : set.present()) {
            inputs.keep(shard);
        }
        return ShardsWriter.write(source, order, shards, inputs, progress);
    }
}
