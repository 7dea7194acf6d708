package org.stockpot.session.report;

/** Text from outside, made harmless for Markdown. */
public final class Markdown {
    private static final int LONGEST = 200;
    private static final int LONGEST_PARAGRAPH = 4_000;

    private Markdown() {}

    /** One line of plain text. */
    public static String plain(String text) {
        return escaped(oneLine(text, LONGEST));
    }

    /** What stands between backticks. */
    public static String code(String text) {
        return oneLine(text, LONGEST).replace('`', '\'');
    }

    /** A paragraph of ours, with names from outside in it. */
    static String paragraph(String text) {
        return escaped(oneLine(text, LONGEST_PARAGRAPH));
    }

    /** One line of an indented block of code, in which nothing is markup. */
    public static String verbatim(String text) {
        return oneLine(text, LONGEST_PARAGRAPH);
    }

    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replaceAll("([\\\\`*_\\[\\]#|~!])", "\\\\$1");
    }

    /** Without what breaks lines, turns the direction of writing or cannot be seen. */
    private static String oneLine(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
