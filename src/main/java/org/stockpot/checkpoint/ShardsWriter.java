package org.stockpot.checkpoint;

import java.io.IOException;
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
 *   <li>All shards and the index are written to a hidden folder, forced to the disk, read back and checked.
 *   <li>The shards take their names. None of them replaces a file that the old index refers to, so until now, and after a
 *       crash here, the old set is readable as it was. New shards that a crash leaves behind belong to no index; the
 *       next export of the same tensors takes their names over.
 *   <li>The folder is forced to the disk, then the index takes its name, and the folder is forced again.
 *   <li>Shards of the old set are deleted. A crash before that leaves files that no index refers to.
 * </ol>
 */
final class ShardsWriter {
    private final ShardSet set;
    private final List<Map<String, TensorSpec>> shards;
    private final Map<String, String> metadata;
    private final List<SafetensorsWriter> contents = new ArrayList<>();
    private final List<Path> added = new ArrayList<>();

    /** @param shards what {@link ShardSet#cut} made, at least two */
    ShardsWriter(TensorSource source, WriteOrder order, List<Map<String, TensorSpec>> shards)
            throws CheckpointException {
        if (shards.size() > ShardIndex.MOST_SHARDS) {
            throw new CheckpointException(
                    order.target(),
                    "would become " + shards.size() + " files, expected at most " + ShardIndex.MOST_SHARDS
                            + "; allow larger ones");
        }
        this.set = new ShardSet(order.target());
        this.shards = shards;
        this.metadata = order.metadata();
        for (Map<String, TensorSpec> shard : shards) {
            contents.add(new SafetensorsWriter(order.target(), source, shard, metadata));
        }
    }

    /** Writes the set. */
    Written write(Inputs inputs, WriteProgress progress, WriteCheck check) throws StockpotException {
        Path index = set.index();
        long total = contents.stream().mapToLong(FileContent::size).sum();
        AtomicFile.prepare(index, total);
        List<Path> old = set.present();
        List<Written.WrittenFile> written;
        try (Stage stage = Stage.open(index)) {
            written = write(stage, new Meter(progress, 2 * total), inputs, check);
            stage.published();
        }
        AtomicFile.settle(index);
        List<Path> now = written.stream().map(Written.WrittenFile::path).toList();
        ShardSet.discard(old.stream().filter(path -> !now.contains(path)).toList());
        return new Written(index, written);
    }

    private List<Written.WrittenFile> write(Stage stage, Meter meter, Inputs inputs, WriteCheck check)
            throws StockpotException {
        Path index = set.index();
        List<AtomicFile> files = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (SafetensorsWriter content : contents) {
            try (AtomicFile file = AtomicFile.create(stage, "shard-" + files.size(), index, content, meter)) {
                sums.add(file.fill());
                files.add(file);
            }
        }
        List<Path> names = set.names(sums);
        FileContent indexContent = set.indexContent(names, shards, metadata);
        var unmeasured = new Meter(WriteProgress.NONE, 0);
        try (AtomicFile indexFile =
                AtomicFile.create(stage, String.valueOf(index.getFileName()), index, indexContent, unmeasured)) {
            sums.add(indexFile.fill());
            for (int shard = 0; shard < names.size(); shard++) {
                inputs.keep(names.get(shard));
                files.get(shard)
                        .moveTo(stage.file(String.valueOf(names.get(shard).getFileName())));
            }
            check.check(indexFile.path());
            publish(files, names, indexFile);
        }
        List<Written.WrittenFile> written = new ArrayList<>();
        for (int shard = 0; shard < names.size(); shard++) {
            written.add(new Written.WrittenFile(
                    names.get(shard), sums.get(shard), contents.get(shard).size()));
        }
        written.add(new Written.WrittenFile(index, sums.get(names.size()), indexContent.size()));
        return written;
    }

    private void publish(List<AtomicFile> files, List<Path> names, AtomicFile indexFile) throws CheckpointException {
        boolean published = false;
        try {
            for (int shard = 0; shard < names.size(); shard++) {
                if (!Files.exists(names.get(shard))) {
                    added.add(names.get(shard));
                }
                files.get(shard).moveTo(names.get(shard));
            }
            AtomicFile.forceFolder(set.index());
            indexFile.moveTo(set.index());
            published = true;
        } catch (IOException e) {
            throw new CheckpointException(
                    set.index(),
                    "cannot be written: " + InputFile.reason(e) + "; what was there before is unchanged",
                    e);
        } finally {
            if (!published) {
                ShardSet.discard(added);
            }
        }
    }
}
