package org.stockpot.session.settings;

import java.util.Locale;
import java.util.Optional;

/** Which language the window speaks, from the next start on. */
public enum Language {
    SYSTEM(Optional.empty()),
    ENGLISH(Optional.of(Locale.ENGLISH)),
    GERMAN(Optional.of(Locale.GERMAN));

    private final Optional<Locale> locale;

    Language(Optional<Locale> locale) {
        this.locale = locale;
    }

    /** Empty for the system's. */
    public Optional<Locale> locale() {
        return locale;
    }
}
