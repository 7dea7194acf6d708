package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.stockpot.tensor.TensorSpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The names of a checkpoint in several files, and its index, as Hugging Face lays them out: for the target
 * {@code model.safetensors} the shards {@code model-00001-of-00003.safetensors} and so on, and the index
 * {@code model.safetensors.index.json}.
 */
final class ShardSet {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TAG = 16;

    private final Path target;
    private final String stem;

    ShardSet(Path target) {
        this.target = target;
        String name = String.valueOf(target.getFileName());
        String ending = OutputFormat.SAFETENSORS.ending();
        this.stem = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** The file that holds the set together; who opens it opens the set. */
    Path index() {
        return target.resolveSibling(stem + OutputFormat.SAFETENSORS.ending() + ".index.json");
    }

    /**
     * Where the shards go. No file that another set may need is ever replaced: if one of the usual names is taken, the
     * names carry a tag made out of the content, so that a file of that name can only be this very shard.
     *
     * @param sha256 of each shard
     */
    List<Path> names(List<String> sha256) {
        List<Path> usual = names(sha256.size(), "");
        if (usual.stream().noneMatch(Files::exists)) {
            return usual;
        }
        MessageDigest digest = Sha256.digest();
        sha256.forEach(sum -> digest.update(sum.getBytes(StandardCharsets.US_ASCII)));
        return names(sha256.size(), "-" + Sha256.hex(digest).substring(0, TAG));
    }

    private List<Path> names(int count, String tag) {
        List<Path> names = new ArrayList<>();
        for (int shard = 1; shard <= count; shard++) {
            names.add(target.resolveSibling(
                    String.format("%s%s-%05d-of-%05d%s", stem, tag, shard, count, OutputFormat.SAFETENSORS.ending())));
        }
        return names;
    }

    /**
     * The shards of the set that stands there now, as far as they have names that this class gives.
     *
     * @return empty if there is no set, or its index cannot be understood
     */
    List<Path> present() {
        if (!Files.isRegularFile(index())) {
            return List.of();
        }
        Pattern ours =
                Pattern.compile(Pattern.quote(stem) + "(-[0-9a-f]{" + TAG + "})?-[0-9]{5}-of-[0-9]{5}\\.safetensors");
        try (InputFile file = InputFile.open(index())) {
            return ShardIndex.read(file).shardOf().values().stream()
                    .distinct()
                    .filter(name -> ours.matcher(name).matches())
                    .map(target::resolveSibling)
                    .toList();
        } catch (CheckpointException e) {
            return List.of();
        }
    }

    /** All files that go when another set takes the place of the one that stands there now, the index first. */
    List<Path> replaced() {
        List<Path> files = new ArrayList<>(List.of(index()));
        files.addAll(present());
        return files.stream().filter(Files::exists).toList();
    }

    /** The index of shards under the names they are to have. */
    FileContent indexContent(List<Path> names, List<Map<String, TensorSpec>> shards, Map<String, String> metadata) {
        var shardOf = new TreeMap<String, String>();
        long total = 0;
        for (int shard = 0; shard < names.size(); shard++) {
            String name = String.valueOf(names.get(shard).getFileName());
            for (var tensor : shards.get(shard).entrySet()) {
                shardOf.put(tensor.getKey(), name);
                total = Math.addExact(total, tensor.getValue().byteCount());
            }
        }
        return new IndexContent(json(shardOf, total, metadata), shardOf, total);
    }

    private static byte[] json(Map<String, String> shardOf, long total, Map<String, String> metadata) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("metadata");
            json.writeNumberProperty("total_size", total);
            new TreeMap<>(metadata).forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeObjectPropertyStart("weight_map");
            shardOf.forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static final class IndexContent implements FileContent {
        private final byte[] bytes;
        private final Map<String, String> shardOf;
        private final long total;

        IndexContent(byte[] bytes, Map<String, String> shardOf, long total) {
            this.bytes = bytes;
            this.shardOf = shardOf;
            this.total = total;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void writeTo(AtomicFile file) throws CheckpointException {
            file.write(ByteBuffer.wrap(bytes));
        }

        @Override
        public boolean matches(InputFile reread) throws CheckpointException {
            ShardIndex found = ShardIndex.read(reread);
            return found.shardOf().equals(shardOf) && found.totalSize().orElse(-1) == total;
        }
    }

    /**
     * Deletes files that nothing refers to any more; what cannot be deleted stays, and harms nobody.
     *
     * @return how many were deleted
     */
    static int discard(List<Path> files) {
        int deleted = 0;
        for (Path file : files) {
            deleted += isDeleted(file) ? 1 : 0;
        }
        return deleted;
    }

    private static boolean isDeleted(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Cuts tensors into shards, in their order: each takes tensors until the next one would make it larger than the limit.
     *
     * @param most bytes of data per shard; a tensor that is larger gets a shard of its own
     */
    static List<Map<String, TensorSpec>> cut(Map<String, TensorSpec> tensors, long most) {
        List<Map<String, TensorSpec>> shards = new ArrayList<>();
        Map<String, TensorSpec> shard = new LinkedHashMap<>();
        long size = 0;
        for (var tensor : tensors.entrySet()) {
            long bytes = tensor.getValue().byteCount();
            if (!shard.isEmpty() && bytes > most - size) {
                shards.add(shard);
                shard = new LinkedHashMap<>();
                size = 0;
            }
            shard.put(tensor.getKey(), tensor.getValue());
            size = Math.addExact(size, bytes);
        }
        shards.add(shard);
        return shards;
    }
}
