package org.stockpot.tools;

import java.util.Arrays;
import java.util.List;

/**
 * What one part of a benchmark found.
 *
 * @param text what was measured and how, in a sentence or two
 * @param rows as many cells as there are columns
 */
record BenchTable(String title, String text, List<String> columns, List<List<String>> rows) {
    BenchTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    String markdown() {
        var page = new StringBuilder("## " + title + "\n\n" + text + "\n\n");
        row(page, columns);
        page.append("|---".repeat(columns.size())).append("|\n");
        rows.forEach(row -> row(page, row));
        return page.toString();
    }

    /** The rows of a table that was written before, without its columns' names. */
    static List<List<String>> rows(String markdown, int columns) {
        return markdown.lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .skip(1)
                        .limit(columns)
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static void row(StringBuilder page, List<String> cells) {
        cells.forEach(cell -> page.append("| ").append(cell).append(' '));
        page.append("|\n");
    }
}
