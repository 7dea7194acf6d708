package org.stockpot.session.chart;

import java.util.regex.Pattern;

/** Cells of tables that spreadsheets open. */
public final class Cells {
    /** How formulas begin; behind quotation marks, too, which a spreadsheet takes away when text is pasted. */
    private static final Pattern FORMULA = Pattern.compile("\"*[=+@\\t\\r\\n-].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d+)?([eE][+-]?\\d+)?|Infinity)");

    private Cells() {}

    /**
     * With an apostrophe before text that a spreadsheet would evaluate: names and notes may come from strangers, and
     * quoting does not help.
     */
    public static String harmless(String cell) {
        boolean evaluated =
                FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches();
        return evaluated ? "'" + cell : cell;
    }

    /** {@link #harmless}, and quoted where RFC 4180 asks for that. */
    public static String csv(String cell) {
        String safe = harmless(cell);
        boolean plain =
                safe.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
