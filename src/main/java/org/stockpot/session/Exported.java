package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import org.stockpot.fuse.Recipe;

/**
 * A fused model on disk, written, read back and compared.
 *
 * @param file where it is
 * @param sha256 of the file
 * @param bytes its size
 * @param recipe with one column of weights per layer group
 * @param groups names of the layer groups, in the order of the columns
 */
public record Exported(Path file, String sha256, long bytes, Recipe recipe, List<String> groups) {
    public Exported {
        groups = List.copyOf(groups);
    }
}
