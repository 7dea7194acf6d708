package org.stockpot.ui;

/** What an action is about: its menu, and its heading in the list of keys. */
enum Topic {
    FILE,
    EDIT,
    GO,
    RUN,
    VIEW,
    HELP;

    /** Kebab-case. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
