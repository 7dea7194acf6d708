package org.stockpot.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Opening and reading, and the two ways to read a file. */
final class BenchReading {
    private static final int ROUNDS = 9;
    private static final int PIECE = 512 << 10;

    private BenchReading() {}

    /** Opens a checkpoint and looks at all names, types and shapes. */
    static void list(Path file) throws StockpotException {
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            long elements = checkpoint.specs().values().stream()
                    .mapToLong(TensorSpec::elementCount)
                    .sum();
            if (elements == 0) {
                throw new IllegalStateException("empty");
            }
        }
    }

    /** All tensors in memory at once, each in one piece, on as many threads as there are cores, as torch does. */
    static void load(Path file) throws StockpotException {
        Queue<ByteBuffer> all = new ConcurrentLinkedQueue<>();
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            each(checkpoint, (name, spec) -> all.add(checkpoint.read(name, 0, Math.toIntExact(spec.elementCount()))));
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("empty");
        }
    }

    /** All tensors through a small buffer per thread, as mixing and checking read them. */
    static void stream(Path file) throws StockpotException {
        Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            each(checkpoint, (name, spec) -> {
                ByteBuffer kept = idle.poll();
                ByteBuffer buffer = kept == null ? ByteBuffer.allocateDirect(PIECE) : kept;
                int step = PIECE / spec.dtype().bytes();
                for (long first = 0; first < spec.elementCount(); first += step) {
                    int count = (int) Math.min(step, spec.elementCount() - first);
                    checkpoint.read(
                            name,
                            first,
                            buffer.clear().limit(count * spec.dtype().bytes()));
                }
                idle.add(buffer);
            });
        }
    }

    private interface Use {
        void take(String name, TensorSpec spec) throws StockpotException;
    }

    private static void each(Checkpoint checkpoint, Use use) throws StockpotException {
        List<Map.Entry<String, TensorSpec>> tensors =
                List.copyOf(checkpoint.specs().entrySet());
        int threads = Runtime.getRuntime().availableProcessors();
        Parallel.run(tensors.size(), threads, "Reading", JobContext.detached(), index -> {
            Map.Entry<String, TensorSpec> tensor = tensors.get(index);
            use.take(tensor.getKey(), tensor.getValue());
        });
    }

    /** The measurements behind the decision for positional reads: bytes in a file to numbers in an array. */
    static void compareWays(Path file) throws StockpotException, IOException {
        CheckpointBench.say("%n%-40s %12s %12s", "bytes of a file to float[], milliseconds", "positional", "mapped");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size() / Float.BYTES * Float.BYTES;
            for (int chunk : new int[] {1 << 18, 1 << 20, 1 << 22}) {
                var order = new ArrayList<Long>();
                for (long at = 0; at + chunk <= size; at += chunk) {
                    order.add(at);
                }
                CheckpointBench.say(
                        "%-40s %s", "in order, pieces of " + (chunk >> 10) + " KiB", both(channel, order, chunk));
                java.util.Collections.shuffle(order, new Random(1));
                CheckpointBench.say(
                        "%-40s %s", "shuffled, pieces of " + (chunk >> 10) + " KiB", both(channel, order, chunk));
            }
        }
    }

    private static String both(FileChannel channel, List<Long> order, int chunk) throws StockpotException, IOException {
        var numbers = new float[chunk / Float.BYTES];
        ByteBuffer direct = ByteBuffer.allocateDirect(chunk).order(ByteOrder.LITTLE_ENDIAN);
        var positional = new double[ROUNDS];
        var mapped = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            double first = CheckpointBench.millis(() -> {
                for (long at : order) {
                    direct.clear();
                    while (direct.hasRemaining()) {
                        channel.read(direct, at + direct.position());
                    }
                    direct.flip().asFloatBuffer().get(numbers);
                }
            });
            double second = CheckpointBench.millis(() -> {
                // A fresh mapping each time, as for a checkpoint that is opened and read once.
                MappedByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
                for (long at : order) {
                    all.slice((int) at, chunk)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer()
                            .get(numbers);
                }
            });
            if (round >= 0) {
                positional[round] = first;
                mapped[round] = second;
            }
        }
        return CheckpointBench.format(
                "%12.1f %12.1f", CheckpointBench.median(positional), CheckpointBench.median(mapped));
    }
}
