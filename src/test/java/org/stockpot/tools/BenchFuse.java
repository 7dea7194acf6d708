package org.stockpot.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.CheckpointWriter;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.WriteOrder;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.ReadAhead;
import org.stockpot.fuse.Soup;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Fusing several models to a file, beside a loop that only reads the inputs and writes as much as the output. */
final class BenchFuse {
    private static final int ROUNDS = 5;
    private static final int CHUNK = 4 << 20;

    private BenchFuse() {}

    static void run(Path folder, List<Path> models) throws StockpotException, IOException {
        var plain = new double[ROUNDS];
        var fused = new double[ROUNDS];
        Path target = folder.resolve("fused.safetensors");
        for (int round = -1; round < ROUNDS; round++) {
            double first = CheckpointBench.millis(() -> loop(models, folder.resolve("loop.bin")));
            double second = CheckpointBench.millis(() -> fuse(models, target));
            if (round >= 0) {
                plain[round] = first;
                fused[round] = second;
            }
        }
        CheckpointBench.say(
                "%n%-58s %9.0f",
                "read " + models.size() + " models and write one, plain loop", CheckpointBench.median(plain));
        CheckpointBench.say(
                "%-58s %9.0f", "fuse " + models.size() + " models to a file", CheckpointBench.median(fused));
        CheckpointBench.say(
                "%-58s %9.2f", "ratio, target 1.5", CheckpointBench.median(fused) / CheckpointBench.median(plain));
    }

    /** A weighted average of all, with weights that are not all alike, written, forced to the disk and read back. */
    static void fuse(List<Path> models, Path target) throws StockpotException {
        List<Checkpoint> open = new ArrayList<>();
        try {
            for (Path model : models) {
                open.add(Checkpoints.open(model));
            }
            LayerGroups groups =
                    LayerGroups.of(new Granularity.Level(3), open.get(0).specs().keySet());
            var weights = new double[models.size()][groups.size()];
            for (int ingredient = 0; ingredient < weights.length; ingredient++) {
                for (int group = 0; group < groups.size(); group++) {
                    weights[ingredient][group] = 1 + 0.1 * ((ingredient + group) % 5);
                }
            }
            var soup = new Soup(
                    "soup",
                    Optional.empty(),
                    List.<TensorSource>copyOf(open),
                    groups,
                    new FusionMethod.WeightedAverage(),
                    MixingWeights.of(weights));
            int threads = Runtime.getRuntime().availableProcessors();
            WriteOrder order = WriteOrder.safetensors(target, Map.of(), models);
            List<String> tensors = CheckpointWriter.readingOrder(soup.specs(), order);
            try (var ahead = new ReadAhead(soup, tensors, CheckpointWriter.PIECE, threads)) {
                CheckpointWriter.write(ahead, order, WriteProgress.NONE);
            }
        } finally {
            open.forEach(Checkpoint::close);
        }
    }

    /** Reads all bytes of the inputs, writes and forces as many as the first one has. */
    private static void loop(List<Path> models, Path target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        for (Path model : models) {
            try (FileChannel in = FileChannel.open(model, StandardOpenOption.READ)) {
                while (in.read(buffer.clear()) >= 0) {
                    // Reading is all there is to do.
                }
            }
        }
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = Files.size(models.get(0)); left > 0; ) {
                left -= out.write(buffer.clear().limit((int) Math.min(CHUNK, left)));
            }
            out.force(true);
        }
        Files.delete(target);
    }
}
