package org.stockpot.session.settings;

/** Which look the user wants. */
public enum ThemeChoice {
    LIGHT,
    DARK,
    /** What the desktop says when the window opens. */
    SYSTEM
}
