package org.stockpot.session;

/**
 * What one pass over a whole file found.
 *
 * @param sha256 see {@link Source#sha256}
 */
record Examination(String sha256) {}
