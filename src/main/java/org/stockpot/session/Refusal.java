package org.stockpot.session;

import java.nio.file.Path;

/**
 * Why a file was not taken in.
 *
 * @param text one sentence
 * @param strangers whether it would be taken in with {@link Source#weightsOnly}
 */
public record Refusal(Path file, String text, boolean strangers) {}
