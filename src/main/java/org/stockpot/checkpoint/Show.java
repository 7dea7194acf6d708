package org.stockpot.checkpoint;

import java.nio.file.Path;

/** Text from files, made safe for messages: no control characters, no line breaks, never long. */
final class Show {
    private static final int LONGEST = 160;

    private Show() {}

    /** The last part of a path. */
    static String file(Path path) {
        Path name = path.getFileName();
        return text(name == null ? path.toString() : name.toString());
    }

    /** Printable form of any text; what a terminal or a label could misread is written as an escape. */
    static String text(String text) {
        var shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < LONGEST) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED -> shown.append(String.format("\\u%04x", point));
                default -> shown.appendCodePoint(point);
            }
        }
        return at < text.length() ? shown + "…" : shown.toString();
    }
}
