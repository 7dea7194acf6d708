package org.stockpot.session;

import java.nio.file.Path;

/**
 * A report that was written.
 *
 * @param html the page
 * @param card the Markdown card
 */
public record Reported(Path html, Path card) {}
