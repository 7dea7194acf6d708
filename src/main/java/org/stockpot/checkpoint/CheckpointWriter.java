package org.stockpot.checkpoint;

import java.util.List;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * The door through which fused models go out. Whatever the format, the target is either the old file or the new one,
 * whole.
 */
public final class CheckpointWriter {
    private CheckpointWriter() {}

    /**
     * Writes all tensors of the source.
     *
     * @param progress told about every chunk, written and read back; may throw
     *     {@link java.util.concurrent.CancellationException}, which leaves the target as it was
     * @throws StockpotException if the source cannot be read or the file not be written; the target is as it was
     */
    public static Written write(TensorSource source, WriteOrder order, WriteProgress progress)
            throws StockpotException {
        if (order.format() != OutputFormat.SAFETENSORS || order.shardBytes().isPresent()) {
            throw new StockpotException("Only a single safetensors file can be written so far.");
        }
        String sha256 = SafetensorsWriter.write(source, order.target(), order.metadata(), progress, order.inputs());
        long bytes = order.target().toFile().length();
        return new Written(order.target(), List.of(new Written.WrittenFile(order.target(), sha256, bytes)));
    }
}
