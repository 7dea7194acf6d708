package org.stockpot.ui.state;

import java.time.LocalTime;
import java.util.List;

/**
 * Something the user should know and may read later.
 *
 * @param subject what it is about, in a few words
 * @param text one sentence
 * @param remedies what can be done about it with one click each, the usual first
 */
public record Notice(Kind kind, String subject, String text, LocalTime at, List<Remedy> remedies) {
    public Notice {
        remedies = List.copyOf(remedies);
    }

    /** How it is shown. */
    public enum Kind {
        DONE,
        /** Something can be done that the user may want. */
        OFFER,
        PROBLEM
    }
}
