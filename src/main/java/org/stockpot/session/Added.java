package org.stockpot.session;

import java.util.List;

/**
 * What came of adding files.
 *
 * @param sources that can be used; their hashes are not known yet
 * @param refusals one per file that cannot; the others are not affected
 */
public record Added(List<Source> sources, List<Refusal> refusals) {
    public Added {
        sources = List.copyOf(sources);
        refusals = List.copyOf(refusals);
    }
}
