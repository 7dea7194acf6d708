package org.stockpot.engine.network;

/** What all vision transformers share. */
final class Transformers {
    private Transformers() {}

    /** Ends a section that is one block of a transformer. */
    static void section(
            Layout layout, String name, TransformerBlock block, long tokens, long width, long hidden, long heads) {
        long matrices = 4 * width * width + 2 * width * hidden;
        long work = tokens * matrices + 2 * tokens * tokens * width;
        long widest = tokens * Math.max(Math.max(3 * width, hidden), heads * tokens);
        layout.section(name, work, tokens * width, widest, block);
    }
}
