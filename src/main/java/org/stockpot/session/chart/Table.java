package org.stockpot.session.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The numbers behind a chart.
 *
 * @param columns names, with units
 * @param rows one cell per column
 */
public record Table(List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells for " + columns.size() + " columns");
            }
        }
    }

    /** A number as files have it, whatever the language: with a point; empty for NaN. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.10g", value)
                .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceFirst("\\.(e|$)", "$1");
    }

    /** Comma-separated values, RFC 4180, with names in the first line; no cell is a formula, see {@link Cells}. */
    public String csv() {
        var text = new StringBuilder(line(columns));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Cells::csv).collect(Collectors.joining(",", "", "\r\n"));
    }
}
