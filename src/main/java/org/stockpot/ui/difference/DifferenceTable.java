package org.stockpot.ui.difference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.fuse.WeightDifferences;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapData.Place;

/**
 * The heat map as it stands on the screen, and what its places mean.
 *
 * @param ingredients of the rows, from top to bottom
 * @param columns from left to right
 * @param cells in the same order
 * @param data for the chart
 */
record DifferenceTable(
        List<Integer> ingredients, List<Column> columns, List<List<WeightDifferences.Cell>> cells, HeatMapData data) {

    /**
     * A column.
     *
     * @param name of the layer group or tensor
     * @param tensors what it consists of
     * @param mixGroup the layer group of the mix that all of them belong to, if there is one
     * @param inert whether nothing of it changes a prediction
     */
    record Column(String name, List<String> tensors, OptionalInt mixGroup, boolean inert) {
        /** Whether it can be looked into. */
        boolean isGroup() {
            return tensors.size() > 1 || !tensors.contains(name);
        }
    }

    /** What the table is about. */
    record Subject(
            TensorDifferences differences, List<HeatMapData.Row> rows, LayerGroups mixGroups, Set<Integer> inert) {}

    /**
     * What the user wants to see.
     *
     * @param group a group of that granularity to be shown tensor by tensor instead of all groups
     * @param fixed whether colours mean the same in all granularities
     */
    record Wish(
            Measure measure,
            Granularity granularity,
            Optional<String> group,
            Order rows,
            Order columns,
            boolean fixed) {}

    /** Nothing but a sentence. */
    static DifferenceTable nothing(String sentence) {
        return new DifferenceTable(List.of(), List.of(), List.of(), HeatMapData.nothing(sentence));
    }

    static DifferenceTable of(Subject subject, Wish wish) {
        LayerGroups groups = groups(subject.differences(), wish);
        WeightDifferences found = subject.differences().in(groups);
        List<Column> columns = columns(subject, groups);
        int rows = subject.rows().size();
        List<Integer> rowOrder = wish.rows()
                .of(
                        rows,
                        row -> subject.rows().get(row).name(),
                        row -> mean(IntStream.range(0, columns.size())
                                .filter(column -> !columns.get(column).inert())
                                .mapToDouble(column -> wish.measure().of(found.cell(row, column)))
                                .toArray()));
        List<Integer> columnOrder = wish.columns()
                .of(
                        columns.size(),
                        column -> columns.get(column).name(),
                        column -> columns.get(column).inert()
                                ? Double.NaN
                                : mean(IntStream.range(0, rows)
                                        .mapToDouble(row -> wish.measure().of(found.cell(row, column)))
                                        .toArray()));
        List<Column> shown = columnOrder.stream().map(columns::get).toList();
        List<List<WeightDifferences.Cell>> cells = rowOrder.stream()
                .map(row -> columnOrder.stream()
                        .map(column -> found.cell(row, column))
                        .toList())
                .toList();
        return new DifferenceTable(rowOrder, shown, cells, data(subject, wish, rowOrder, shown, cells));
    }

    private static HeatMapData data(
            Subject subject,
            Wish wish,
            List<Integer> rows,
            List<Column> columns,
            List<List<WeightDifferences.Cell>> cells) {
        Set<Integer> inert = new TreeSet<>();
        List<Double> counted = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).inert()) {
                inert.add(column);
                continue;
            }
            for (List<WeightDifferences.Cell> row : cells) {
                counted.add(wish.measure().of(row.get(column)));
            }
        }
        return new HeatMapData(
                rows.stream().map(subject.rows()::get).toList(),
                columns.stream().map(Column::name).toList(),
                inert,
                cells.stream()
                        .map(row -> row.stream().map(wish.measure()::of).toList())
                        .toList(),
                wish.fixed()
                        ? wish.measure().fixed(finest(subject, wish.measure()))
                        : wish.measure().scale(counted),
                "");
    }

    private static List<Double> finest(Subject subject, Measure measure) {
        LayerGroups tensors = LayerGroups.of(
                new Granularity.PerTensor(), subject.differences().tensors());
        return subject.differences().in(tensors).cells().stream()
                .flatMap(List::stream)
                .map(measure::of)
                .toList();
    }

    private static LayerGroups groups(TensorDifferences differences, Wish wish) {
        LayerGroups all = LayerGroups.of(wish.granularity(), differences.tensors());
        Optional<Integer> group = wish.group().map(all.names()::indexOf).filter(index -> index >= 0);
        return group.isPresent() ? LayerGroups.of(new Granularity.PerTensor(), all.tensorsOf(group.get())) : all;
    }

    private static List<Column> columns(Subject subject, LayerGroups groups) {
        List<List<String>> tensors = new ArrayList<>();
        groups.names().forEach(name -> tensors.add(new ArrayList<>()));
        groups.groupOf().forEach((tensor, group) -> tensors.get(group).add(tensor));
        List<Column> columns = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            Set<Integer> mixGroups = new LinkedHashSet<>();
            for (String tensor : tensors.get(group)) {
                mixGroups.add(subject.mixGroups().groupOf().getOrDefault(tensor, -1));
            }
            boolean one = mixGroups.size() == 1 && !mixGroups.contains(-1);
            columns.add(new Column(
                    groups.names().get(group),
                    List.copyOf(tensors.get(group)),
                    one ? OptionalInt.of(mixGroups.iterator().next()) : OptionalInt.empty(),
                    subject.inert().containsAll(mixGroups)));
        }
        return columns;
    }

    /** Of the numbers that are there. */
    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(index -> values[index])
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** All numbers of a place. */
    WeightDifferences.Cell cell(Place place) {
        return cells.get(place.row()).get(place.column());
    }

    /** The slider that a place stands for, if it is one. */
    Optional<Cell> slider(Place place) {
        OptionalInt group = columns.get(place.column()).mixGroup();
        return group.isPresent()
                ? Optional.of(new Cell(ingredients.get(place.row()), group.getAsInt()))
                : Optional.empty();
    }

    /** Where an ingredient and a column stand in another order of the same things. */
    Optional<Place> moved(Place place, DifferenceTable to) {
        if (!data.has(place)) {
            return Optional.empty();
        }
        int row = to.ingredients.indexOf(ingredients.get(place.row()));
        int column = to.columns.stream()
                .map(Column::name)
                .toList()
                .indexOf(columns.get(place.column()).name());
        return row >= 0 && column >= 0 ? Optional.of(new Place(row, column)) : Optional.empty();
    }
}
