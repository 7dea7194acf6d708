package org.stockpot.session;

/** Text from outside, made harmless for Markdown. */
final class Markdown {
    private static final int LONGEST = 200;

    private Markdown() {}

    /** One line of plain text. */
    static String plain(String text) {
        return oneLine(text).replace("&", "&amp;").replace("<", "&lt;").replaceAll("([\\\\`*_\\[\\]#|~!])", "\\\\$1");
    }

    /** What stands between backticks. */
    static String code(String text) {
        return oneLine(text).replace('`', '\'');
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
