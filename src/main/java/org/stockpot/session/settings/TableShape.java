package org.stockpot.session.settings;

import java.util.List;

/**
 * How a table was left.
 *
 * @param columns as they stood, from left to right
 * @param sorted what rows are sorted by, most important first
 */
public record TableShape(List<Column> columns, List<Sort> sorted) {
    /**
     * One column.
     *
     * @param width in the units of the screen, where text has its usual size
     * @param visible whether it was shown
     */
    public record Column(String id, double width, boolean visible) {}

    /** By the values of a column. */
    public record Sort(String column, boolean ascending) {}

    public TableShape {
        columns = List.copyOf(columns);
        sorted = List.copyOf(sorted);
    }
}
