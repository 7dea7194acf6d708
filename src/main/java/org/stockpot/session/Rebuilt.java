package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that was cooked again from its own recipe, and compared.
 *
 * @param file that said how it was made
 * @param sha256 of it
 * @param sources that were found for it: the base, where there is one, and the ingredients
 * @param difference a clause that says what differs first; empty if every byte is the same
 */
public record Rebuilt(Path file, String sha256, List<Source> sources, Optional<String> difference) {
    public Rebuilt {
        sources = List.copyOf(sources);
    }

    /** Whether every byte is the same. */
    public boolean isEqual() {
        return difference.isEmpty();
    }
}
