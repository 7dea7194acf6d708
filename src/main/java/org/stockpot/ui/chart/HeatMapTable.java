package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stockpot.session.chart.Axis;
import org.stockpot.session.chart.Table;

/** The numbers of a heat map: one row per cell that is shown. */
final class HeatMapTable {
    private HeatMapTable() {}

    static Optional<Table> of(HeatMapData data, Predicate<HeatMapData.Place> shown) {
        if (data.isEmpty()) {
            return Optional.empty();
        }
        // Percent are written as percent, since the column's name says so.
        double factor = data.scale().axis().unit() == Axis.Unit.PERCENT ? 100 : 1;
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < data.rows().size(); row++) {
            for (int column = 0; column < data.columns().size(); column++) {
                var place = new HeatMapData.Place(row, column);
                if (shown.test(place)) {
                    rows.add(List.of(
                            data.rows().get(row).name(),
                            data.columns().get(column),
                            Table.number(factor * data.value(place)),
                            Boolean.toString(data.inert().contains(column))));
                }
            }
        }
        String value = data.scale().name().isEmpty() ? "value" : data.scale().name();
        return Optional.of(new Table(List.of("row", "column", value, "inert"), rows));
    }
}
