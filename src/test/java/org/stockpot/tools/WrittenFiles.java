package org.stockpot.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.CheckpointWriter;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.OutputFormat;
import org.stockpot.checkpoint.WriteOrder;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.tensor.StockpotException;

/** Writes a checkpoint anew, for {@code src/test/python/check_written_files.py} to open with real PyTorch. */
public final class WrittenFiles {
    private WrittenFiles() {}

    /** Takes the checkpoint to read, the name of an output format, and the file to write; a template may follow. */
    public static void main(String[] args) throws StockpotException {
        try (Checkpoint source = Checkpoints.open(Path.of(args[0]))) {
            var order = new WriteOrder(
                    Path.of(args[2]),
                    OutputFormat.valueOf(args[1]),
                    Map.of("format", "pt", "made", "for a check"),
                    OptionalLong.empty(),
                    args.length > 3 ? Optional.of(Path.of(args[3])) : Optional.empty(),
                    List.of());
            CheckpointWriter.write(source, order, WriteProgress.NONE);
        }
    }
}
