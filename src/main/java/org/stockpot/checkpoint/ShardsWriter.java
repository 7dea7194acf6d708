package org.stockpot.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Saves tensors of any source as several safetensors files with an index, see {@link ShardSet}.
 *
 * <p>The index is what readers open, so the set changes at one moment: when the new index takes the name. The order is:
 *
 * <ol>
 *   <li>All shards and the index are written to temporary files, forced to the disk, and read back.
 *   <li>The shards take their names. None of them replaces a file that the old index refers to, so until now, and after a
 *       crash here, the old set is readable as it was. New shards that a crash leaves behind belong to no index; the
 *       next export of the same tensors takes their names over.
 *   <li>The folder is forced to the disk, then the index takes its name, and the folder is forced again.
 *   <li>Shards of the old set are deleted. A crash before that leaves files that no index refers to.
 * </ol>
 */
final class ShardsWriter implements AutoCloseable {
    private final ShardSet set;
    private final List<Map<String, TensorSpec>> shards;
    private final Map<String, String> metadata;
    private final List<SafetensorsWriter> contents = new ArrayList<>();
    private final List<AtomicFile> files = new ArrayList<>();
    private final List<Path> added = new ArrayList<>();
    private boolean finished;

    private ShardsWriter(TensorSource source, WriteOrder order, List<Map<String, TensorSpec>> shards)
            throws CheckpointException {
        this.set = new ShardSet(order.target());
        this.shards = shards;
        this.metadata = order.metadata();
        for (Map<String, TensorSpec> shard : shards) {
            contents.add(new SafetensorsWriter(order.target(), source, shard, metadata));
        }
    }

    /**
     * Writes the set.
     *
     * @param shards what {@link ShardSet#cut} made, at least two
     */
    static Written write(
            TensorSource source,
            WriteOrder order,
            List<Map<String, TensorSpec>> shards,
            Inputs inputs,
            WriteProgress progress)
            throws StockpotException {
        if (shards.size() > ShardIndex.MOST_SHARDS) {
            throw new CheckpointException(
                    order.target(),
                    "would become " + shards.size() + " files, expected at most " + ShardIndex.MOST_SHARDS
                            + "; allow larger ones");
        }
        try (var writer = new ShardsWriter(source, order, shards)) {
            return writer.write(inputs, progress);
        }
    }

    private Written write(Inputs inputs, WriteProgress progress) throws StockpotException {
        Path index = set.index();
        long total = contents.stream().mapToLong(FileContent::size).sum();
        AtomicFile.prepare(index, total);
        List<Path> old = set.present();
        var meter = new Meter(progress, 2 * total);
        List<String> sums = new ArrayList<>();
        for (SafetensorsWriter content : contents) {
            AtomicFile file = AtomicFile.create(index, content, meter);
            files.add(file);
            sums.add(file.fill());
        }
        List<Path> names = set.names(sums);
        for (Path name : names) {
            inputs.keep(name);
        }
        FileContent indexContent = set.indexContent(names, shards, metadata);
        AtomicFile indexFile = AtomicFile.create(index, indexContent, new Meter(WriteProgress.NONE, 0));
        files.add(indexFile);
        sums.add(indexFile.fill());
        List<Written.WrittenFile> written = new ArrayList<>();
        for (int shard = 0; shard < names.size(); shard++) {
            Path name = names.get(shard);
            if (!Files.exists(name)) {
                added.add(name);
            }
            files.get(shard).moveTo(name);
            written.add(new Written.WrittenFile(
                    name, sums.get(shard), contents.get(shard).size()));
        }
        AtomicFile.settle(index);
        indexFile.moveTo(index);
        finished = true;
        AtomicFile.settle(index);
        ShardSet.discard(old.stream().filter(path -> !names.contains(path)).toList());
        written.add(new Written.WrittenFile(index, sums.get(names.size()), indexContent.size()));
        return new Written(index, written);
    }

    @Override
    public void close() throws CheckpointException {
        if (!finished) {
            ShardSet.discard(added);
        }
        CheckpointException problem = null;
        for (AtomicFile file : files) {
            try {
                file.close();
            } catch (CheckpointException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
