package org.stockpot.ui.state;

import java.time.LocalTime;

/**
 * Something the user should know and may read later.
 *
 * @param subject what it is about, in a few words
 * @param text one sentence
 */
public record Notice(Kind kind, String subject, String text, LocalTime at) {
    /** How it is shown. */
    public enum Kind {
        DONE,
        PROBLEM
    }
}
