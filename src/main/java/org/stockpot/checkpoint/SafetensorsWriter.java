package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Saves tensors of any source as a safetensors file, in the order of the reference implementation: wide types first, so
 * that every tensor is aligned, then by name. Memory use does not depend on the size of the tensors.
 */
public final class SafetensorsWriter implements FileContent {
    private final TensorSource source;
    private final Map<String, String> metadata;
    private final List<Map.Entry<String, TensorSpec>> tensors;
    private final byte[] header;
    private final long size;

    /**
     * @param tensors those of the source that go into this file
     * @throws CheckpointException if the format cannot hold a name or so many
     */
    SafetensorsWriter(Path target, TensorSource source, Map<String, TensorSpec> tensors, Map<String, String> metadata)
            throws CheckpointException {
        this.source = source;
        this.metadata = Map.copyOf(metadata);
        this.tensors = sorted(tensors);
        this.header = SafetensorsHeaderText.of(target, this.tensors, metadata);
        long total = header.length;
        for (var tensor : this.tensors) {
            total = Math.addExact(total, tensor.getValue().byteCount());
        }
        this.size = total;
    }

    /** The tensors in the order of the file. */
    static List<Map.Entry<String, TensorSpec>> sorted(Map<String, TensorSpec> tensors) {
        var sorted = new ArrayList<>(tensors.entrySet());
        sorted.sort(Comparator.comparing((Map.Entry<String, TensorSpec> entry) ->
                        -entry.getValue().dtype().bytes())
                .thenComparing(Map.Entry::getKey));
        return sorted;
    }

    /**
     * Writes all tensors of the source; short for {@link CheckpointWriter#write} with no inputs to keep.
     *
     * @return SHA-256 of the file
     */
    public static String write(TensorSource source, Path target, Map<String, String> metadata, WriteProgress progress)
            throws StockpotException {
        return write(source, target, metadata, progress, List.of());
    }

    /**
     * As {@link #write(TensorSource, Path, Map, WriteProgress)}, but refuses a target that is one of the inputs.
     *
     * @param inputs files that must stay
     */
    public static String write(
            TensorSource source,
            Path target,
            Map<String, String> metadata,
            WriteProgress progress,
            Collection<Path> inputs)
            throws StockpotException {
        return CheckpointWriter.write(source, WriteOrder.safetensors(target, metadata, inputs), progress)
                .sha256();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(AtomicFile file) throws StockpotException {
        file.write(ByteBuffer.wrap(header));
        for (var tensor : tensors) {
            Chunks.of(source, tensor.getKey(), file::write);
        }
    }

    @Override
    public boolean matches(InputFile reread) throws CheckpointException {
        SafetensorsHeader found = SafetensorsHeader.read(reread);
        var specs = new LinkedHashMap<String, TensorSpec>();
        found.entries().forEach((name, entry) -> specs.put(name, entry.spec()));
        return List.copyOf(specs.entrySet()).equals(tensors) && found.metadata().equals(metadata);
    }
}
