package org.stockpot.ui.trials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.TrialRow;
import org.stockpot.ui.text.Texts;

/** The trials that pass the filter, sortable by every column. Layout and bindings only. */
final class TrialsTable extends TableView<TrialRow> {
    private static final Texts TEXTS = Texts.of(TrialsTable.class);
    private static final PseudoClass OTHER_DATA = PseudoClass.getPseudoClass("other-data");

    private final TrialsModel model;
    private final ObservableList<TrialRow> all = FXCollections.observableArrayList();
    private final FilteredList<TrialRow> passing = new FilteredList<>(all);
    private final Label empty = new Label();
    private boolean following;

    /** @param onCopy does what the keys for copying ask for */
    TrialsTable(TrialsModel model, Consumer<Copied> onCopy) {
        this.model = model;
        setId("trials-table");
        getStyleClass().addAll("trials-table", "dense", "striped");
        setAccessibleText(TEXTS.get("table.accessible"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setTableMenuButtonVisible(true);
        for (TrialColumn column : TrialColumn.values()) {
            getColumns().add(column(column));
        }
        var sorted = new SortedList<>(passing);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        empty.setId("trials-empty");
        empty.setWrapText(true);
        empty.getStyleClass().add("empty-state");
        setPlaceholder(empty);
        setRowFactory(table -> new Row());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, onCopy));
        getSelectionModel().getSelectedItems().addListener((ListChangeListener<TrialRow>) change -> tell());
        model.tableProperty().addListener((observable, before, now) -> take(before.rows(), now.rows()));
        model.filterProperty().addListener((observable, before, now) -> keepingChoice(() -> passing.setPredicate(now)));
        model.onDeskProperty().addListener((observable, before, now) -> refresh());
        model.chosenProperty().addListener((observable, before, now) -> {
            if (!following && !now.equals(getSelectionModel().getSelectedItems())) {
                select(now);
            }
        });
        take(List.of(), model.tableProperty().get().rows());
    }

    /** How rows are copied. */
    enum Copied {
        TSV,
        MARKDOWN
    }

    /** Sorts by what changed last, newest first, as at the beginning. */
    void sortNewestFirst() {
        TableColumn<TrialRow, ?> number = getColumns().get(0);
        number.setSortType(TableColumn.SortType.DESCENDING);
        getSortOrder().setAll(List.of(number));
    }

    private TableColumn<TrialRow, TrialRow> column(TrialColumn what) {
        var column = new TableColumn<TrialRow, TrialRow>();
        column.setId("trials-column-" + what.id());
        column.setText(TEXTS.get("column." + what.id()));
        column.setPrefWidth(what.width());
        column.setMinWidth(30);
        column.setVisible(what.isUsual());
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()).getReadOnlyProperty());
        column.setComparator(what.order());
        column.setCellFactory(owner -> new Cell(what));
        if (what.isNumber()) {
            column.getStyleClass().add("to-the-right");
        }
        return column;
    }

    private void take(List<TrialRow> before, List<TrialRow> now) {
        boolean grown =
                now.size() > before.size() && now.subList(0, before.size()).equals(before);
        if (grown && !before.isEmpty()) {
            all.addAll(now.subList(before.size(), now.size()));
        } else {
            keepingChoice(() -> replace(now));
        }
        empty.setText(TEXTS.get(now.isEmpty() ? "table.empty" : "table.filtered"));
    }

    /** Where only notes have changed, only their rows are replaced. */
    private void replace(List<TrialRow> now) {
        if (all.size() != now.size()) {
            all.setAll(now);
            return;
        }
        for (int index = 0; index < now.size(); index++) {
            if (!now.get(index).equals(all.get(index))) {
                all.set(index, now.get(index));
            }
        }
    }

    /** Rows that are replaced or sorted anew stay selected, as far as they are still shown. */
    private void keepingChoice(Runnable change) {
        following = true;
        getSelectionModel().clearSelection();
        change.run();
        following = false;
        select(model.chosenProperty().get());
    }

    /** Selects rows; those that are not shown are not chosen any more. */
    void select(List<TrialRow> rows) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int index = 0; index < getItems().size(); index++) {
            places.put(getItems().get(index).number(), index);
        }
        List<Integer> shown = new ArrayList<>();
        for (TrialRow row : rows) {
            Integer place = places.get(row.number());
            if (place != null) {
                shown.add(place);
            }
        }
        int[] indices = shown.stream().mapToInt(Integer::intValue).toArray();
        following = true;
        getSelectionModel().clearSelection();
        if (indices.length > 0) {
            getSelectionModel().selectIndices(indices[0], indices);
        }
        following = false;
        tell();
    }

    private void tell() {
        if (!following) {
            model.choose(getSelectionModel().getSelectedItems().stream()
                    .filter(Objects::nonNull)
                    .toList());
        }
    }

    private void pressed(KeyEvent event, Consumer<Copied> onCopy) {
        List<TrialRow> chosen = model.chosenProperty().get();
        boolean alone = !event.isShortcutDown() && !event.isAltDown();
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            onCopy.accept(event.isShiftDown() ? Copied.MARKDOWN : Copied.TSV);
        } else if (alone && event.getCode() == KeyCode.ENTER && chosen.size() == 1) {
            model.restore(chosen.get(0));
        } else if (alone && (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE)) {
            model.delete(chosen);
        } else if (alone && event.getCode() == KeyCode.P) {
            model.pin(
                    chosen, chosen.stream().anyMatch(row -> !row.trial().note().pinned()));
        } else {
            return;
        }
        event.consume();
    }

    /** A double click restores. */
    private final class Row extends TableRow<TrialRow> {
        Row() {
            setOnMouseClicked(event -> {
                TrialRow row = getItem();
                if (row != null && event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                    model.restore(row);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable TrialRow row, boolean none) {
            super.updateItem(row, none);
            pseudoClassStateChanged(OTHER_DATA, row != null && !row.onData());
        }
    }

    private final class Cell extends TableCell<TrialRow, TrialRow> {
        private final TrialColumn what;
        private final Tooltip tooltip = new Tooltip();

        Cell(TrialColumn what) {
            this.what = what;
            if (what.isNumber()) {
                getStyleClass().add("to-the-right");
            }
        }

        @Override
        protected void updateItem(@Nullable TrialRow row, boolean none) {
            super.updateItem(row, none);
            getStyleClass().removeAll("gain-up", "gain-down", "gain-noise");
            setGraphic(null);
            if (none || row == null) {
                setText(null);
                setTooltip(null);
                return;
            }
            setText(what.text(row));
            if (what == TrialColumn.PINNED) {
                pin(row);
            } else if (what == TrialColumn.ORIGIN && isOnDesk(row)) {
                setGraphic(new FontIcon("mdi2t-tune-vertical"));
            } else if (what.isGain()) {
                row.gain(what.role())
                        .map(gain ->
                                !gain.isSignificant() ? "gain-noise" : gain.difference() > 0 ? "gain-up" : "gain-down")
                        .ifPresent(getStyleClass()::add);
            }
            String help = what.isGain() ? TrialWords.gainInFull(row, what.role()) : hint(row);
            tooltip.setText(help);
            setTooltip(help.isEmpty() ? null : tooltip);
        }

        private boolean isOnDesk(TrialRow row) {
            return model.onDeskProperty().get().equals(Optional.of(row.trial()));
        }

        private void pin(TrialRow row) {
            if (row.trial().note().pinned()) {
                setGraphic(new FontIcon("mdi2p-pin"));
            }
            setAccessibleText(TEXTS.get(row.trial().note().pinned() ? "pinned.yes" : "pinned.no"));
        }

        private String hint(TrialRow row) {
            return switch (what) {
                case NOTE -> row.trial().note().text();
                case ORIGIN ->
                    isOnDesk(row)
                            ? TEXTS.get("table.ondesk")
                            : row.onData() ? TrialWords.origin(row.trial()) : TEXTS.get("table.otherdata");
                default -> what.text(row);
            };
        }
    }
}
