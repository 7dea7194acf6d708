package org.stockpot.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ObservableList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.stockpot.session.settings.Layout;
import org.stockpot.session.settings.TableShape;

/**
 * The columns of a table: how wide, in which order, which are shown, and what rows are sorted by. A column without an id
 * is known by its place at the beginning.
 *
 * @param <C> its columns
 * @param <D> how they say whether they ascend
 */
final class KeptTable<C extends TableColumnBase<?, ?>, D extends Enum<D>> implements Kept {
    private final String id;
    private final ObservableList<C> columns;
    private final ObservableList<C> sorted;
    private final Function<C, ObjectProperty<D>> direction;
    private final D up;
    private final D down;
    private final Map<C, String> names = new HashMap<>();
    private final TableShape usual;
    private double larger = 1;

    private KeptTable(
            String id,
            ObservableList<C> columns,
            ObservableList<C> sorted,
            Function<C, ObjectProperty<D>> direction,
            D up,
            D down) {
        this.id = id;
        this.columns = columns;
        this.sorted = sorted;
        this.direction = direction;
        this.up = up;
        this.down = down;
        for (C column : columns) {
            names.put(column, Optional.ofNullable(column.getId()).orElse("column-" + names.size()));
        }
        this.usual = shape(TableColumnBase::getPrefWidth);
    }

    static <S> Kept of(TableView<S> table) {
        return new KeptTable<>(
                table.getId(),
                table.getColumns(),
                table.getSortOrder(),
                TableColumn::sortTypeProperty,
                TableColumn.SortType.ASCENDING,
                TableColumn.SortType.DESCENDING);
    }

    static <S> Kept of(TreeTableView<S> table) {
        return new KeptTable<>(
                table.getId(),
                table.getColumns(),
                table.getSortOrder(),
                TreeTableColumn::sortTypeProperty,
                TreeTableColumn.SortType.ASCENDING,
                TreeTableColumn.SortType.DESCENDING);
    }

    @Override
    public void restore(Layout layout) {
        Optional.ofNullable(layout.tables().get(id)).ifPresent(this::take);
    }

    @Override
    public void reset() {
        take(usual);
    }

    @Override
    public void enlarge(double next) {
        double factor = next / larger;
        larger = next;
        for (C column : columns) {
            column.setMinWidth(column.getMinWidth() * factor);
            widen(column, column.getWidth() * factor);
        }
    }

    @Override
    public Layout noted(Layout layout) {
        return layout.withTable(id, shape(TableColumnBase::getWidth));
    }

    @Override
    public void follow(Runnable changed) {
        InvalidationListener listener = change -> changed.run();
        for (C column : columns) {
            column.widthProperty().addListener(listener);
            column.visibleProperty().addListener(listener);
            direction.apply(column).addListener(listener);
        }
        columns.addListener(listener);
        sorted.addListener(listener);
    }

    private TableShape shape(Function<C, Double> width) {
        return new TableShape(
                columns.stream()
                        .map(column ->
                                new TableShape.Column(name(column), width.apply(column) / larger, column.isVisible()))
                        .toList(),
                sorted.stream()
                        .map(column -> new TableShape.Sort(
                                name(column), direction.apply(column).get() == up))
                        .toList());
    }

    /** Columns that nothing is known of stand behind the others as they are. */
    private void take(TableShape shape) {
        List<C> order = new ArrayList<>();
        for (TableShape.Column known : shape.columns()) {
            named(known.id()).ifPresent(column -> {
                order.add(column);
                column.setVisible(known.visible());
                widen(column, known.width() * larger);
            });
        }
        columns.stream().filter(column -> !order.contains(column)).forEach(order::add);
        if (!order.equals(columns)) {
            columns.setAll(order);
        }
        shape.sorted()
                .forEach(sort -> named(sort.column())
                        .ifPresent(column -> direction.apply(column).set(sort.ascending() ? up : down)));
        sorted.setAll(shape.sorted().stream()
                .flatMap(sort -> named(sort.column()).stream())
                .toList());
    }

    /** What was dragged is the width alone; a preferred width that does not change moves nothing. */
    private void widen(C column, double width) {
        column.setPrefWidth(0);
        column.setPrefWidth(width);
    }

    private Optional<C> named(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private String name(C column) {
        return Optional.ofNullable(names.get(column)).orElse("");
    }
}
