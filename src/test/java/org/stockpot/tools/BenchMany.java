package org.stockpot.tools;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.tensor.StockpotException;

/** A session's worth of checkpoints at once: 72 of 353 MB, as names of one file and as sharded ones with holes. */
final class BenchMany {
    private static final int MANY = 72;
    private static final int SHARDS = 4;
    private static final double MB = 1e6;

    private BenchMany() {}

    static void run(Path folder, Path model) throws IOException, InterruptedException {
        List<String> plain = new ArrayList<>(
                List.of("many", folder.resolve("many.safetensors").toString()));
        List<String> sharded =
                new ArrayList<>(List.of("many", folder.resolve("none").toString()));
        for (int i = 0; i < MANY; i++) {
            Path link = folder.resolve("many-" + i + ".safetensors");
            Files.createLink(link, model);
            plain.add(link.toString());
            Path shards = Files.createDirectory(folder.resolve("sharded-" + i));
            shard(shards);
            sharded.add(shards.toString());
        }
        CheckpointBench.say(
                "%n%-24s %12s %14s %14s %12s", "72 checkpoints", "open, ms", "heap, MB", "handles", "fuse, s");
        CheckpointBench.say(
                "%-24s %s", "one file each", BenchChild.run(List.of("-Xmx2g"), plain.toArray(String[]::new)));
        CheckpointBench.say(
                "%-24s %s",
                SHARDS + " shards each, no fusing", BenchChild.run(List.of("-Xmx2g"), sharded.toArray(String[]::new)));
    }

    /** Sparse files: headers are there, the data is a hole. */
    private static void shard(Path folder) throws IOException {
        var index = new StringBuilder("{\"metadata\":{},\"weight_map\":{");
        for (int shard = 0; shard < SHARDS; shard++) {
            String name = "model-%05d-of-%05d.safetensors".formatted(shard + 1, SHARDS);
            long elements = 88_000_000L / SHARDS;
            var header = new StringBuilder("{");
            long begin = 0;
            for (int tensor = 0; tensor < 40; tensor++) {
                long end = begin + 4 * (elements / 40);
                String tensorName = "blocks." + shard + ".layer." + tensor + ".weight";
                header.append(tensor == 0 ? "" : ",")
                        .append("\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
                                .formatted(tensorName, (end - begin) / 4, begin, end));
                index.append(shard == 0 && tensor == 0 ? "" : ",").append("\"%s\":\"%s\"".formatted(tensorName, name));
                begin = end;
            }
            header.append('}');
            try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
                file.writeLong(Long.reverseBytes(header.length()));
                file.writeBytes(header.toString());
                file.setLength(8 + header.length() + begin);
            }
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.append("}}"));
    }

    /** In the child: opens all, and fuses them where the target's name says so. */
    static void child(List<Path> files) throws StockpotException, IOException {
        List<Path> models = files.subList(1, files.size());
        long before = usedHeap();
        List<Checkpoint> open = new ArrayList<>();
        double millis = CheckpointBench.millis(() -> {
            for (Path model : models) {
                open.add(Checkpoints.open(model));
            }
        });
        double heap = (usedHeap() - before) / MB;
        for (Checkpoint checkpoint : open) {
            String last = checkpoint.specs().keySet().iterator().next();
            checkpoint.read(last, 0, 1);
        }
        String handles = handles();
        open.forEach(Checkpoint::close);
        String seconds = "";
        if (!files.get(0).endsWith("none")) {
            double fused = CheckpointBench.millis(() -> BenchFuse.fuse(models, files.get(0)));
            seconds = CheckpointBench.format("%.1f", fused / 1000);
        }
        CheckpointBench.say("%12.0f %14.1f %14s %12s", millis, heap, handles, seconds);
    }

    private static String handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? String.valueOf(unix.getOpenFileDescriptorCount())
                : "unknown";
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
