package org.stockpot.engine;

import java.nio.file.Path;

/**
 * Room on a disk for what memory has no room for.
 *
 * @param folder made when needed
 * @param bytes the most that may lie there
 */
public record Spool(Path folder, long bytes) {}
