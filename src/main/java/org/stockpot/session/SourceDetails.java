package org.stockpot.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.tensor.TensorSpec;

/**
 * What a checkpoint's header says.
 *
 * @param format the container, for people
 * @param files all that it consists of
 * @param bytes of all files together
 * @param metadata free text that travels with the tensors
 * @param tensors in file order, under the names that stand in the file
 */
public record SourceDetails(
        String format, List<Path> files, long bytes, Map<String, String> metadata, Map<String, TensorSpec> tensors) {
    public SourceDetails {
        files = List.copyOf(files);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    static SourceDetails of(Checkpoint checkpoint, long bytes) {
        return new SourceDetails(
                checkpoint.format(), checkpoint.files(), bytes, checkpoint.metadata(), checkpoint.specs());
    }

    /** Number of elements of all tensors together. */
    public long elements() {
        return tensors.values().stream().mapToLong(TensorSpec::elementCount).sum();
    }

    /** The element types, the one that most elements have first. */
    public List<String> dtypes() {
        Map<String, Long> elements = new LinkedHashMap<>();
        tensors.values().forEach(spec -> elements.merge(spec.dtype().name(), spec.elementCount(), Long::sum));
        return elements.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
