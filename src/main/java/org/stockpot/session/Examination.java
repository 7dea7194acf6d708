package org.stockpot.session;

import java.util.Optional;
import org.stockpot.fuse.Relation;
import org.stockpot.fuse.WeightScan;

/**
 * What one pass over a whole file found.
 *
 * @param sha256 see {@link Source#sha256}
 * @param scan under the names of the reference, if there is one
 * @param reference what it was compared with
 * @param relation to the reference
 */
record Examination(String sha256, WeightScan scan, Optional<Stamp> reference, Optional<Relation> relation) {
    /** Whether this says all there is to say about the file beside that reference. */
    boolean isAbout(Optional<Stamp> wanted) {
        return wanted.isEmpty() || wanted.equals(reference);
    }
}
