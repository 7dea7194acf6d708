package org.stockpot.session.report;

/**
 * A cell of a table. The text may come from outside; whoever writes it out makes it harmless.
 *
 * @param style how it stands out
 */
record Cell(String text, Style style) {
    /** How a text stands out from others. */
    enum Style {
        PLAIN,
        /** What the reader should see first. */
        STRONG,
        /** What may be chance. */
        FAINT,
        /** Hashes, commands, names of settings. */
        CODE
    }

    static Cell of(String text) {
        return new Cell(text, Style.PLAIN);
    }

    static Cell strong(String text) {
        return new Cell(text, Style.STRONG);
    }

    static Cell faint(String text) {
        return new Cell(text, Style.FAINT);
    }

    static Cell code(String text) {
        return new Cell(text, Style.CODE);
    }
}
