package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.tensor.TensorSpec;

/**
 * What a checkpoint holds and whether it can be cooked with.
 *
 * @param file as given
 * @param format such as {@code safetensors}; empty if refused
 * @param error why it was refused, one sentence; empty if it was accepted
 * @param findings what is worth knowing, the most severe first
 * @param tensors in file order; empty if refused
 * @param groups layer groups at the granularity asked for
 * @param network what it was recognised as, for people
 */
public record Inspection(
        Path file,
        Optional<String> format,
        Optional<String> error,
        List<Finding> findings,
        Map<String, TensorSpec> tensors,
        Optional<LayerGroups> groups,
        Optional<String> network) {
    /** How much a finding matters. */
    public enum Severity {
        /** Cannot be mixed with the base. */
        ERROR,
        /** Can be mixed, but look at it. */
        WARNING,
        INFO
    }

    /** One thing worth knowing, a sentence. */
    public record Finding(Severity severity, String text) {}

    /** Whether the file is whole and fits the base. */
    public boolean accepted() {
        return error.isEmpty();
    }
}
