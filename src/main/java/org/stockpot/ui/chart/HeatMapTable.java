package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;

/** The numbers of a heat map: one row per cell. */
final class HeatMapTable {
    private HeatMapTable() {}

    static Optional<Table> of(HeatMapData data) {
        if (data.isEmpty()) {
            return Optional.empty();
        }
        // Percent are written as percent, since the column's name says so.
        double factor = data.scale().axis().unit() == Axis.Unit.PERCENT ? 100 : 1;
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < data.rows().size(); row++) {
            for (int column = 0; column < data.columns().size(); column++) {
                rows.add(List.of(
                        data.rows().get(row).name(),
                        data.columns().get(column),
                        Table.number(factor * data.value(new HeatMapData.Place(row, column))),
                        Boolean.toString(data.inert().contains(column))));
            }
        }
        String value = data.scale().name().isEmpty() ? "value" : data.scale().name();
        return Optional.of(new Table(List.of("row", "column", value, "inert"), rows));
    }
}
