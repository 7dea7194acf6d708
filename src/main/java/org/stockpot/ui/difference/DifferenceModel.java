package org.stockpot.ui.difference;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** State of the room of differences. Lives on the JavaFX thread and knows no control. */
public final class DifferenceModel {
    private static final Texts TEXTS = Texts.of(DifferenceModel.class);

    private final SessionModel session;
    private final OpenModel opened;
    private final Swatches swatches;
    private final SimilarityModel similarity;
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(this, "measure", Measure.DISTANCE);
    private final ObjectProperty<Detail> detail = new SimpleObjectProperty<>(this, "detail", Detail.MIX);
    private final ObjectProperty<Order> rows = new SimpleObjectProperty<>(this, "rows", Order.LISTED);
    private final ObjectProperty<Order> columns = new SimpleObjectProperty<>(this, "columns", Order.LISTED);
    private final BooleanProperty fixed = new SimpleBooleanProperty(this, "fixed");
    private final ReadOnlyObjectWrapper<Optional<String>> group = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Optional<Place>> selected =
            new SimpleObjectProperty<>(this, "selected", Optional.empty());
    private final ReadOnlyObjectWrapper<DifferenceTable> table =
            new ReadOnlyObjectWrapper<>(DifferenceTable.nothing(""));
    private Consumer<Cell> onSlider = cell -> {};

    public DifferenceModel(
            Workbench workbench, SessionModel session, OpenModel opened, Swatches swatches, Tasks tasks) {
        this.session = session;
        this.opened = opened;
        this.swatches = swatches;
        this.similarity = new SimilarityModel(workbench, session, opened, swatches, tasks);
        InvalidationListener refresh = changed -> refresh();
        opened.differencesProperty().addListener(refresh);
        opened.openedProperty().addListener(refresh);
        opened.problemProperty().addListener(refresh);
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!before.sources().equals(now.sources())
                    || !before.recipe().granularity().equals(now.recipe().granularity())) {
                refresh();
            }
        });
        detail.addListener((observable, before, now) -> {
            group.set(Optional.empty());
            refresh();
        });
        measure.addListener(refresh);
        rows.addListener(refresh);
        columns.addListener(refresh);
        fixed.addListener(refresh);
        refresh();
    }

    /** How alike the models are. */
    public SimilarityModel similarity() {
        return similarity;
    }

    /** Who brings the slider of a cell to the user. */
    public void setOnSlider(Consumer<Cell> action) {
        onSlider = action;
    }

    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    ObjectProperty<Detail> detailProperty() {
        return detail;
    }

    ObjectProperty<Order> rowsProperty() {
        return rows;
    }

    ObjectProperty<Order> columnsProperty() {
        return columns;
    }

    /** Whether colours mean the same in all granularities. */
    BooleanProperty fixedProperty() {
        return fixed;
    }

    /** The group that is shown tensor by tensor. */
    ReadOnlyObjectProperty<Optional<String>> groupProperty() {
        return group.getReadOnlyProperty();
    }

    ObjectProperty<Optional<Place>> selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<DifferenceTable> tableProperty() {
        return table.getReadOnlyProperty();
    }

    /** Shows the tensors of a group; single tensors stay as they are. */
    void lookInto(int column) {
        DifferenceTable.Column chosen = table.get().columns().get(column);
        if (group.get().isEmpty() && chosen.isGroup()) {
            group.set(Optional.of(chosen.name()));
            selected.set(selected.get().map(place -> new Place(place.row(), 0)));
            refresh();
        }
    }

    /** Shows all groups again, the one that was looked into selected. */
    void back() {
        Optional<String> left = group.get();
        if (left.isEmpty()) {
            return;
        }
        Optional<Place> place = selected.get();
        group.set(Optional.empty());
        refresh();
        int column = table.get().data().columns().indexOf(left.get());
        selected.set(
                column < 0
                        ? Optional.empty()
                        : place.map(old -> new Place(old.row(), column))
                                .filter(table.get().data()::has));
    }

    /** The slider of the selected cell, if it stands for one. */
    Optional<Cell> slider() {
        return selected.get().filter(table.get().data()::has).flatMap(table.get()::slider);
    }

    /** Brings the slider of the selected cell, if it stands for one. */
    void openSlider() {
        slider().ifPresent(onSlider);
    }

    private void refresh() {
        DifferenceTable before = table.get();
        DifferenceTable now = found();
        Optional<Place> place = selected.get().flatMap(old -> before.moved(old, now));
        table.set(now);
        // A column of another name at the same place, as after looking into a group, keeps the selection.
        selected.set(place.or(() -> selected.get().filter(now.data()::has)));
    }

    private DifferenceTable found() {
        Session now = session.session();
        if (now.ingredients().isEmpty()) {
            return DifferenceTable.nothing(TEXTS.get("empty"));
        }
        if (opened.problemProperty().get().isPresent()) {
            return DifferenceTable.nothing(opened.problemProperty().get().get());
        }
        Optional<TensorDifferences> known = opened.differencesProperty()
                .get()
                .filter(differences ->
                        differences.ingredients() == now.ingredients().size());
        if (known.isEmpty()) {
            return DifferenceTable.nothing(TEXTS.get("measuring"));
        }
        Optional<OpenSession> files = opened.openedFor(now);
        LayerGroups mixGroups = files.map(OpenSession::groups)
                .orElseGet(() ->
                        LayerGroups.of(now.recipe().granularity(), known.get().tensors()));
        return DifferenceTable.of(
                new DifferenceTable.Subject(
                        known.get(),
                        rows(now),
                        mixGroups,
                        files.map(OpenSession::inertGroups).orElse(Set.of())),
                new DifferenceTable.Wish(
                        measure.get(),
                        detail.get().granularity(now.recipe().granularity()),
                        group.get(),
                        rows.get(),
                        columns.get(),
                        fixed.get()));
    }

    private List<HeatMapData.Row> rows(Session now) {
        return now.ingredients().stream()
                .map(source -> new HeatMapData.Row(source.name(), OptionalInt.of(swatches.of(source))))
                .toList();
    }
}
