package org.stockpot.session.report;

import java.util.List;
import org.stockpot.data.Role;

/**
 * A data set.
 *
 * @param origin where it lies and how it is made, as on the command line
 * @param images that count
 * @param classes names in label order
 * @param skipped images that could not be read
 * @param sha256 of the prepared images and labels
 * @param mixes different mixes that were measured on it before the report
 * @param searched evaluations of a search that looked at it
 * @param sheet its first images
 */
public record SetFact(
        String name,
        Role role,
        String origin,
        int images,
        List<String> classes,
        int skipped,
        String sha256,
        int mixes,
        int searched,
        Sheet sheet) {
    public SetFact {
        classes = List.copyOf(classes);
    }
}
