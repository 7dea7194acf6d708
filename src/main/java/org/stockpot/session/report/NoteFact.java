package org.stockpot.session.report;

import java.util.List;

/**
 * What the user wrote on a mix that was measured.
 *
 * @param trial its number in the session, from 1
 * @param origin where the mix came from
 * @param isReported whether it is the very mix that the report is about
 * @param validation share of validation images that were right; NaN if it was not measured on them
 * @param text maybe none
 */
public record NoteFact(
        int trial,
        String origin,
        boolean isReported,
        double validation,
        boolean pinned,
        List<String> tags,
        String text) {
    public NoteFact {
        tags = List.copyOf(tags);
    }
}
