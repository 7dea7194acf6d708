package org.stockpot.session.report;

import java.util.List;

/** One piece of a report, top to bottom. All texts may come from outside; writers make them harmless. */
sealed interface Block {
    /**
     * A title.
     *
     * @param level 2 for a chapter, 3 for a part of one
     */
    record Heading(int level, String text) implements Block {}

    /** A paragraph. */
    record Words(String text) implements Block {}

    /** A paragraph that must not be overlooked. */
    record Warning(String text) implements Block {}

    /**
     * A table.
     *
     * @param caption what it shows
     * @param head titles of the columns; the first column names the rows
     * @param rows each as long as the head
     * @param words whether the cells are words rather than numbers
     */
    record Table(String caption, List<String> head, List<List<Cell>> rows, boolean words) implements Block {
        /** A table of numbers. */
        Table(String caption, List<String> head, List<List<Cell>> rows) {
            this(caption, head, rows, false);
        }

        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != head.size()) {
                    throw new IllegalArgumentException(row.size() + " cells under " + head.size() + " titles");
                }
            }
        }
    }

    /**
     * A chart.
     *
     * @param alternative what it shows, for who cannot see it
     */
    record Chart(Svg svg, String caption, String alternative) implements Block {}

    /** A picture of pixels. */
    record Image(Png png, String caption, String alternative) implements Block {}

    /** Lines to be copied. */
    record Code(List<String> lines) implements Block {
        public Code {
            lines = List.copyOf(lines);
        }
    }
}
