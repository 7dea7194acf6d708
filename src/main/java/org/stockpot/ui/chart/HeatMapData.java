package org.stockpot.ui.chart;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.theme.ColourMap;

/**
 * A table of numbers to be shown as colours, such as ingredients × layer groups or models × models.
 *
 * @param columns names, dotted as those of tensors; shortened where they stand in the chart
 * @param inert columns that do not influence the result; their cells are hatched
 * @param values {@code [row][column]}; NaN where a number is not defined
 * @param empty what is said while there are no rows or no columns
 */
public record HeatMapData(
        List<Row> rows,
        List<String> columns,
        Set<Integer> inert,
        List<List<Double>> values,
        Scale scale,
        String empty) {
    public HeatMapData {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        inert = Set.copyOf(inert);
        values = values.stream().map(List::copyOf).toList();
        if (values.size() != rows.size()) {
            throw new IllegalArgumentException(values.size() + " rows of values for " + rows.size() + " rows");
        }
        for (List<Double> row : values) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " values for " + columns.size() + " columns");
            }
        }
    }

    /** Nothing yet, and what belongs there. */
    public static HeatMapData nothing(String sentence) {
        return new HeatMapData(
                List.of(),
                List.of(),
                Set.of(),
                List.of(),
                new Scale(Axis.linear(0, 1, Axis.Unit.PLAIN), ColourMap.SEQUENTIAL, ""),
                sentence);
    }

    /**
     * What a row is about.
     *
     * @param palette its place in the palette; none for what is no ingredient
     */
    public record Row(String name, OptionalInt palette) {}

    /**
     * Numbers to colours; values beyond the ends have the colour of the nearer one.
     *
     * @param name what the numbers are, with their unit; stands at the legend
     */
    public record Scale(Axis axis, ColourMap colours, String name) {
        /** A number as it stands in a cell. */
        public String text(double value) {
            if (Double.isNaN(value)) {
                return "–";
            }
            if (Double.isInfinite(value)) {
                return "∞";
            }
            if (axis.unit() == Axis.Unit.PERCENT) {
                return String.format(Locale.ROOT, value < 0.0995 ? "%.1f" : "%.0f", 100 * value);
            }
            return axis.kind() == Axis.Kind.LOGARITHMIC
                    ? Axis.significant(value)
                    : String.format(Locale.ROOT, "%.2f", value);
        }
    }

    public double value(Place place) {
        return values.get(place.row()).get(place.column());
    }

    public boolean isEmpty() {
        return rows.isEmpty() || columns.isEmpty();
    }

    /** Whether there is such a cell. */
    public boolean has(Place place) {
        return place.row() >= 0 && place.row() < rows.size() && place.column() >= 0 && place.column() < columns.size();
    }

    /** A cell of the map. */
    public record Place(int row, int column) {}
}
