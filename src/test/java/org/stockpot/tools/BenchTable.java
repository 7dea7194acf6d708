package org.stockpot.tools;

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

    private static void row(StringBuilder page, List<String> cells) {
        cells.forEach(cell -> page.append("| ").append(cell).append(' '));
        page.append("|\n");
    }
}
