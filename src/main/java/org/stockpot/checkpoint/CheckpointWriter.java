package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
     * @param progress told about every chunk, written and read back, so {@code total} is twice the size of the files;
     *     may throw {@link java.util.concurrent.CancellationException}, which leaves the target as it was
     * @throws StockpotException if the source cannot be read or the file not be written; the target is as it was
     */
    public static Written write(TensorSource source, WriteOrder order, WriteProgress progress)
            throws StockpotException {
        Path target = order.target();
        keep(order.inputs(), target);
        if (order.shardBytes().isPresent()) {
            throw new StockpotException("Several files cannot be written so far.");
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

    /** Refuses a target that is one of the inputs. */
    private static void keep(Collection<Path> inputs, Path target) throws CheckpointException {
        for (Path input : inputs) {
            try {
                if (Files.exists(target) && Files.exists(input) && Files.isSameFile(input, target)) {
                    throw new CheckpointException(
                            target, "is one of the inputs and is not overwritten; choose another name");
                }
            } catch (IOException e) {
                throw new CheckpointException(target, "cannot be compared with the inputs: " + InputFile.reason(e), e);
            }
        }
    }
}
