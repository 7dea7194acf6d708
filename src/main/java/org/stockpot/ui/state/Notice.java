package org.stockpot.ui.state;

import java.time.LocalTime;
import java.util.Optional;

/**
 * Something the user should know and may read later.
 *
 * @param subject what it is about, in a few words
 * @param text one sentence
 * @param remedy what can be done about it with one click
 */
public record Notice(Kind kind, String subject, String text, LocalTime at, Optional<Remedy> remedy) {
    /** How it is shown. */
    public enum Kind {
        DONE,
        PROBLEM
    }
}
