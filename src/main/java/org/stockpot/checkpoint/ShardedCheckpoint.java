package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * A checkpoint in several files, held together by an index beside them. Tensors come in the order of the index; each must
 * be in exactly the file that the index states, and the files hold nothing else.
 */
final class ShardedCheckpoint implements Checkpoint {
    private final Path index;
    private final String format;
    private final List<Checkpoint> shards;
    private final Map<String, Checkpoint> shardOf;
    private final Map<String, TensorSpec> specs;
    private final Map<String, String> metadata;
    private final List<String> warnings;

    private ShardedCheckpoint(
            Path index,
            String format,
            Map<String, Checkpoint> shardOf,
            List<Checkpoint> shards,
            Map<String, String> metadata,
            List<String> warnings) {
        this.index = index;
        this.format = format;
        this.shards = shards;
        this.shardOf = shardOf;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.warnings = List.copyOf(warnings);
        var bySpec = new LinkedHashMap<String, TensorSpec>();
        shardOf.forEach((tensor, shard) -> bySpec.put(tensor, shard.spec(tensor)));
        this.specs = Collections.unmodifiableMap(bySpec);
    }

    /** Reads the index and the metadata of every shard; the index file is closed. */
    static ShardedCheckpoint open(InputFile index, Strangers strangers) throws CheckpointException {
        try (index) {
            var opening = new Opening(index, ShardIndex.read(index), strangers);
            boolean opened = false;
            try {
                ShardedCheckpoint checkpoint = opening.open();
                opened = true;
                return checkpoint;
            } finally {
                if (!opened) {
                    opening.shards.values().forEach(Checkpoint::close);
                }
            }
        }
    }

    /** What is known while the shards are opened one after the other. */
    private static final class Opening {
        private final InputFile file;
        private final ShardIndex index;
        private final Strangers strangers;
        private final Map<String, Checkpoint> shards = new LinkedHashMap<>();
        private final Set<String> leftOut = new HashSet<>();
        private final Map<String, String> metadata;
        private final List<String> warnings = new ArrayList<>();
        private Format format = Format.JSON;
        private long text;

        Opening(InputFile file, ShardIndex index, Strangers strangers) {
            this.file = file;
            this.index = index;
            this.strangers = strangers;
            this.metadata = new LinkedHashMap<>(index.metadata());
        }

        ShardedCheckpoint open() throws CheckpointException {
            for (String name : new TreeSet<>(index.shardOf().values())) {
                Checkpoint shard = shard(name);
                shards.put(name, shard);
                checkContent(name, shard);
                keep(name, shard);
            }
            var shardOf = new LinkedHashMap<String, Checkpoint>();
            long bytes = 0;
            for (var entry : index.shardOf().entrySet()) {
                String tensor = entry.getKey();
                Checkpoint shard = shards.get(entry.getValue());
                if (shard != null && shard.specs().containsKey(tensor)) {
                    shardOf.put(tensor, shard);
                    bytes = Math.addExact(bytes, shard.spec(tensor).byteCount());
                } else if (!leftOut.contains(tensor)) {
                    throw file.refusal("says that tensor " + Show.text(tensor) + " is in " + Show.text(entry.getValue())
                            + ", which does not hold it; get both files again");
                }
            }
            if (leftOut.isEmpty()
                    && index.totalSize().isPresent()
                    && index.totalSize().getAsLong() != bytes) {
                warnings.add("the index says that the tensors have "
                        + index.totalSize().getAsLong() + " bytes, they have " + bytes);
            }
            String title = (format == Format.SAFETENSORS ? "safetensors, " : "PyTorch, ")
                    + shards.size()
                    + (shards.size() == 1 ? " shard" : " shards");
            return new ShardedCheckpoint(file.path(), title, shardOf, List.copyOf(shards.values()), metadata, warnings);
        }

        private Checkpoint shard(String name) throws CheckpointException {
            InputFile shard;
            try {
                shard = InputFile.openSibling(file.path().resolveSibling(name));
            } catch (InvalidPathException e) {
                throw new CheckpointException(
                        file.path(), "names the file " + Show.text(name) + ", which cannot exist here", e);
            }
            boolean opened = false;
            try {
                Format found = Format.of(shard);
                if (found != Format.SAFETENSORS && found != Format.TORCH_ZIP) {
                    throw shard.refusal("expected a safetensors or PyTorch file as a part of " + Show.file(file.path())
                            + ", found a " + found.title() + "; get the file again");
                }
                if (!shards.isEmpty() && found != format) {
                    throw shard.refusal("is a " + found.title() + " file, the other parts of " + Show.file(file.path())
                            + " are not; get the files again");
                }
                format = found;
                Checkpoint checkpoint = found.open(shard, strangers);
                opened = true;
                return checkpoint;
            } finally {
                if (!opened) {
                    shard.close();
                }
            }
        }

        /** Whatever the shard holds must be what the index places there. */
        private void checkContent(String name, Checkpoint shard) throws CheckpointException {
            Set<String> unread = shard instanceof SafetensorsFile safetensors ? safetensors.leftOut() : Set.of();
            for (Set<String> tensors : List.of(shard.specs().keySet(), unread)) {
                for (String tensor : tensors) {
                    String stated = index.shardOf().get(tensor);
                    if (!name.equals(stated)) {
                        throw new CheckpointException(
                                shard.path(),
                                "holds tensor " + Show.text(tensor) + ", which " + Show.file(file.path())
                                        + (stated == null ? " does not list" : " places in " + Show.text(stated))
                                        + "; get both files again");
                    }
                }
            }
            leftOut.addAll(unread);
        }

        private void keep(String name, Checkpoint shard) throws CheckpointException {
            for (var entry : shard.metadata().entrySet()) {
                if (metadata.putIfAbsent(entry.getKey(), entry.getValue()) == null) {
                    text += entry.getKey().length() + entry.getValue().length();
                }
            }
            if (text > StrictJson.MOST_TEXT) {
                throw file.refusal("its parts hold more than " + StrictJson.MOST_TEXT + " characters of metadata");
            }
            shard.warnings().forEach(warning -> warnings.add(Show.text(name) + ": " + warning));
        }
    }

    @Override
    public Path path() {
        return index;
    }

    @Override
    public List<Path> files() {
        var files = new ArrayList<Path>();
        files.add(index);
        shards.forEach(shard -> files.add(shard.path()));
        return List.copyOf(files);
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return specs;
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        return shard(tensor).read(tensor, first, count);
    }

    @Override
    public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        shard(tensor).read(tensor, first, to);
    }

    private Checkpoint shard(String tensor) {
        Checkpoint shard = shardOf.get(tensor);
        if (shard == null) {
            throw new IllegalArgumentException(name() + " has no tensor " + tensor);
        }
        return shard;
    }

    @Override
    public void close() {
        shards.forEach(Checkpoint::close);
    }
}
