package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.session.chart.Table;

/** The numbers of a heat map: one row per cell, all measures of it. */
final class HeatMapTable {
    private HeatMapTable() {}

    static Optional<Table> of(HeatMapData data) {
        if (data.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (int ingredient = 0; ingredient < data.ingredients().size(); ingredient++) {
            for (int group = 0; group < data.groups().size(); group++) {
                HeatMapData.Cell cell = data.cell(ingredient, group);
                rows.add(List.of(
                        data.ingredients().get(ingredient),
                        data.groups().get(group),
                        Table.number(cell.relativeL2()),
                        Table.number(cell.cosine()),
                        Table.number(cell.unchanged()),
                        Boolean.toString(data.inert().contains(group))));
            }
        }
        return Optional.of(
                new Table(List.of("ingredient", "group", "relative_l2", "cosine_to_mean", "unchanged", "inert"), rows));
    }
}
