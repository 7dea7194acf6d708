package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * What a checkpoint holds and whether it can be cooked with.
 *
 * @param file as given
 * @param format such as {@code safetensors}; empty if refused
 * @param sha256 see {@link Source#sha256}; empty if the file could not be read as a whole
 * @param error why it was refused; empty if it was accepted
 * @param findings what is worth knowing, the most severe first
 * @param tensors in file order; empty if refused
 * @param groups layer groups at the granularity asked for
 * @param network what it was recognised as
 */
public record Inspection(
        Path file,
        Optional<String> format,
        Optional<String> sha256,
        Optional<StockpotException> error,
        List<Finding> findings,
        Map<String, TensorSpec> tensors,
        Optional<LayerGroups> groups,
        Optional<NetworkFacts> network) {
    /** Whether the file is whole and fits the base. */
    public boolean accepted() {
        return error.isEmpty();
    }

    /** The same with more known about the network. */
    public Inspection with(NetworkFacts facts) {
        return new Inspection(file, format, sha256, error, findings, tensors, groups, Optional.of(facts));
    }
}
