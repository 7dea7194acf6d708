package org.stockpot.ui.data;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.session.NetworkFacts;
import org.stockpot.ui.state.Ids;

/** The data panel: which sets there are, what each may be used for, and adding more. Layout and bindings only. */
public final class DataView extends VBox {
    private static final String AS_IT_IS = "as it is";
    private static final int USUAL_SEVERITY = 3;

    private final DataModel model;
    private final VBox rows = new VBox();
    private final ComboBox<String> role =
            new ComboBox<>(FXCollections.observableArrayList("validation", "test", "ood"));
    private final ComboBox<String> shift = new ComboBox<>();
    private final Spinner<Integer> severity = new Spinner<>(1, 5, USUAL_SEVERITY);

    /** @param network what the images are for, once that is known */
    public DataView(DataModel model, ObservableValue<Optional<NetworkFacts>> network) {
        this.model = model;
        setId("data-view");
        getStyleClass().addAll("panel", "data-view");
        rows.getStyleClass().add("cards");
        var scroll = new ScrollPane(rows);
        scroll.setId("data-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(bar(), scroll, new LeakBar(model), images(network), form());
        model.rowsProperty().addListener((observable, before, now) -> show(now));
        show(model.rowsProperty().get());
    }

    private Node bar() {
        var title = new Label("Data");
        title.getStyleClass().add("panel-title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var shifts = new Button("Shifts…");
        shifts.setId("data-shifts");
        shifts.getStyleClass().addAll("flat", "small");
        shifts.setMinWidth(Region.USE_PREF_SIZE);
        shifts.setTooltip(new Tooltip("Make OOD sets out of the first test set"));
        shifts.disableProperty().bind(model.rowsProperty().map(sets -> toShift().isEmpty()));
        shifts.setOnAction(event -> toShift().ifPresent(this::openShifts));
        var copies = new Button("Copies?");
        copies.setId("data-leaks");
        copies.getStyleClass().addAll("flat", "small");
        copies.setMinWidth(Region.USE_PREF_SIZE);
        copies.setTooltip(new Tooltip("Look for images that validation, test and OOD sets share"));
        copies.disableProperty().bind(model.rowsProperty().map(sets -> sets.size() < 2));
        copies.setOnAction(event -> model.findLeaks());
        var bar = new HBox(title, shifts, copies);
        bar.getStyleClass().add("panel-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    /** The set that the button shifts. */
    private Optional<DataRef> toShift() {
        return model.rowsProperty().get().stream()
                .map(DataModel.Row::ref)
                .filter(ref -> ref.role() == Role.TEST && ref.shift().isEmpty())
                .findFirst();
    }

    private void openShifts(DataRef original) {
        ShiftDialog.open(model, original, getScene().getWindow());
    }

    /** One line that says how images are prepared, and all else that is known about the network where one looks closer. */
    private static Node images(ObservableValue<Optional<NetworkFacts>> network) {
        var images = new Label();
        images.setId("data-images");
        images.getStyleClass().add("muted");
        images.textProperty()
                .bind(network.map(
                        known -> known.map(facts -> "Images: " + facts.images()).orElse("")));
        images.visibleProperty().bind(images.textProperty().isNotEmpty());
        images.managedProperty().bind(images.visibleProperty());
        var tooltip = new Tooltip();
        tooltip.textProperty()
                .bind(network.map(known -> known.map(
                                facts -> facts.headline() + "\n" + String.join("\n", facts.details()))
                        .orElse("")));
        images.setTooltip(tooltip);
        return images;
    }

    private void show(List<DataModel.Row> sets) {
        if (sets.isEmpty()) {
            var empty = new Label("Add a validation set for searches, a test set, and any number of OOD sets: "
                    + "IDX files or folders with a folder per class.");
            empty.setId("data-empty");
            empty.setWrapText(true);
            empty.getStyleClass().add("empty-state");
            rows.getChildren().setAll(empty);
            return;
        }
        rows.getChildren().setAll(sets.stream().map(this::row).toList());
    }

    private Node row(DataModel.Row set) {
        String id = "data-" + Ids.of(set.ref().name());
        var badge = new Label(
                set.ref().role() == Role.VALIDATION ? "val" : set.ref().role().id());
        badge.setTooltip(new Tooltip(set.ref().role().id()));
        badge.getStyleClass().addAll("badge", "role-" + set.ref().role().id());
        var name = new Label(set.ref().name());
        name.setId(id + "-name");
        name.setMinWidth(30);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setTooltip(new Tooltip(set.ref().format()));
        HBox.setHgrow(name, Priority.ALWAYS);
        var size = new Label(set.size()
                .map(found -> String.format(Locale.ROOT, "%,d", found.images()))
                .orElse("…"));
        size.setId(id + "-size");
        size.getStyleClass().addAll("muted", "data-size");
        size.setMinWidth(Region.USE_PREF_SIZE);
        set.size()
                .ifPresent(found ->
                        size.setTooltip(new Tooltip(found.images() + " images in " + found.classes() + " classes")));
        var menu = new MenuButton(null, new FontIcon("mdi2d-dots-vertical"));
        menu.setId(id + "-menu");
        menu.getStyleClass().addAll("flat", "small", "button-icon", "no-arrow");
        menu.setAccessibleText("What can be done with " + set.ref().name());
        for (Role other : Role.values()) {
            if (other != set.ref().role()) {
                menu.getItems().add(item("Use as " + other.id(), () -> model.setRole(set.ref(), other)));
            }
        }
        if (set.ref().shift().isEmpty()) {
            var copies = new Menu("Add shifted copy");
            for (ShiftKind kind : ShiftKind.values()) {
                copies.getItems()
                        .add(item(words(kind), () -> model.addShifted(set.ref(), new Shift(kind, USUAL_SEVERITY))));
            }
            menu.getItems().addAll(copies, item("Add shifted copies…", () -> openShifts(set.ref())));
        }
        menu.getItems().add(item("Remove", () -> model.remove(set.ref())));
        var row = new HBox(badge, name, size, menu);
        row.setId(id);
        row.getStyleClass().addAll("card", "data-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node form() {
        role.setId("data-role");
        role.getStyleClass().add("small");
        role.setValue(Role.TEST.id());
        role.setMaxWidth(Double.MAX_VALUE);
        role.setTooltip(new Tooltip("Searches look at validation data only; test and OOD are reported"));
        shift.setId("data-shift");
        shift.getStyleClass().add("small");
        shift.getItems().add(AS_IT_IS);
        for (ShiftKind kind : ShiftKind.values()) {
            shift.getItems().add(words(kind));
        }
        shift.setValue(AS_IT_IS);
        shift.setMaxWidth(Double.MAX_VALUE);
        shift.setTooltip(new Tooltip("A shift makes an OOD set out of ordinary images"));
        severity.setId("data-severity");
        severity.getStyleClass().add("small");
        severity.setPrefWidth(64);
        severity.setMinWidth(64);
        severity.setTooltip(new Tooltip("Severity of the shift, 1 to 5"));
        severity.disableProperty().bind(shift.valueProperty().isEqualTo(AS_IT_IS));
        var folder = new MenuItem("Folder with a folder per class…", new FontIcon("mdi2f-folder-outline"));
        folder.setId("data-add-folder");
        folder.setOnAction(event -> chooseFolder());
        var files = new MenuItem("IDX file…", new FontIcon("mdi2f-file-outline"));
        files.setId("data-add-files");
        files.setOnAction(event -> chooseFiles());
        var add = new MenuButton("Add", new FontIcon("mdi2p-plus"), folder, files);
        add.setId("data-add");
        add.getStyleClass().add("small");
        add.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(role, Priority.ALWAYS);
        HBox.setHgrow(shift, Priority.ALWAYS);
        HBox.setHgrow(add, Priority.ALWAYS);
        role.setMinWidth(96);
        shift.setMinWidth(96);
        add.setMaxWidth(Double.MAX_VALUE);
        var choices = new HBox(role, shift);
        choices.getStyleClass().add("form-row");
        var last = new HBox(severity, add);
        last.getStyleClass().add("form-row");
        var box = new VBox(choices, last);
        box.getStyleClass().add("form");
        return box;
    }

    private void chooseFolder() {
        var chooser = new DirectoryChooser();
        chooser.setTitle("Add images");
        Optional.ofNullable(chooser.showDialog(getScene().getWindow()))
                .ifPresent(folder -> model.add(List.of(folder.toPath()), chosenRole(), chosenShift()));
    }

    private void chooseFiles() {
        var chooser = new FileChooser();
        chooser.setTitle("Add images");
        Optional.ofNullable(chooser.showOpenMultipleDialog(getScene().getWindow()))
                .ifPresent(files -> model.add(paths(files), chosenRole(), chosenShift()));
    }

    private static List<Path> paths(List<File> files) {
        return files.stream().map(File::toPath).toList();
    }

    private Role chosenRole() {
        return Role.valueOf(role.getValue().toUpperCase(Locale.ROOT));
    }

    private Optional<Shift> chosenShift() {
        for (ShiftKind kind : ShiftKind.values()) {
            if (words(kind).equals(shift.getValue())) {
                return Optional.of(new Shift(kind, severity.getValue()));
            }
        }
        return Optional.empty();
    }

    private static String words(ShiftKind kind) {
        return kind.id().replace('-', ' ');
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setOnAction(event -> action.run());
        return item;
    }
}
