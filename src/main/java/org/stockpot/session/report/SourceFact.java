package org.stockpot.session.report;

/**
 * A file that had a part in the mix.
 *
 * @param role what it was, such as {@code ingredient}
 * @param bytes of all its files together
 * @param sha256 of its content
 */
public record SourceFact(String name, String role, long bytes, String sha256) {}
