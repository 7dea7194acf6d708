package org.stockpot.ui.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.DragOrder;

/** Which sets there are, by what each may be used for, and adding more. Layout and bindings only. */
final class SetsPane extends VBox {
    private static final Texts TEXTS = Texts.of(SetsPane.class);

    private final DataModel model;
    private final GalleryModel gallery;
    private final FileDialogs dialogs;
    private final VBox rows = new VBox();

    SetsPane(DataModel model, GalleryModel gallery, Node preparation, FileDialogs dialogs) {
        this.dialogs = dialogs;
        this.model = model;
        this.gallery = gallery;
        setId("data-sets");
        getStyleClass().addAll("panel", "data-sets");
        rows.getStyleClass().add("cards");
        var scroll = new ScrollPane(rows);
        scroll.setId("data-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(bar(), tools(), new OffersPane(model), scroll, new LeakBar(model), preparation);
        model.rowsProperty().addListener((observable, before, now) -> show(now));
        gallery.setProperty()
                .addListener(
                        (observable, before, now) -> show(model.rowsProperty().get()));
        show(model.rowsProperty().get());
    }

    private Node bar() {
        var title = new Label(TEXTS.get("data.title"));
        title.getStyleClass().add("panel-title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var folder = new MenuItem(TEXTS.get("data.add.folder"), new FontIcon("mdi2f-folder-outline"));
        folder.setId("data-add-folder");
        folder.setOnAction(event -> chooseFolder());
        var files = new MenuItem(TEXTS.get("data.add.files"), new FontIcon("mdi2f-file-outline"));
        files.setId("data-add-files");
        files.setOnAction(event -> chooseFiles());
        var add = new MenuButton(TEXTS.get("data.add"), new FontIcon("mdi2p-plus"), folder, files);
        add.setId("data-add");
        add.getStyleClass().add("small");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setTooltip(new Tooltip(TEXTS.get("data.add.hint")));
        var bar = new HBox(title, add);
        bar.getStyleClass().add("panel-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private Node tools() {
        var shifts = tool("data-shifts", TEXTS.get("data.shifts"), TEXTS.get("data.shifts.hint"));
        shifts.setOnAction(event -> model.toShift().ifPresent(model::showShifts));
        var copies = tool("data-leaks", TEXTS.get("data.copies"), TEXTS.get("data.copies.hint"));
        copies.setOnAction(event -> model.findLeaks());
        var shiftsBox = whyDisabled(shifts);
        var copiesBox = whyDisabled(copies);
        Runnable enable = () -> {
            boolean noTest = model.toShift().isEmpty();
            shifts.setDisable(noTest);
            Tooltip.install(shiftsBox, new Tooltip(TEXTS.get(noTest ? "data.shifts.why" : "data.shifts.hint")));
            boolean few = model.rowsProperty().get().size() < 2;
            copies.setDisable(few);
            Tooltip.install(copiesBox, new Tooltip(TEXTS.get(few ? "data.copies.why" : "data.copies.hint")));
        };
        model.rowsProperty().addListener((observable, before, now) -> enable.run());
        enable.run();
        var tools = new HBox(shiftsBox, copiesBox);
        tools.getStyleClass().add("form-row");
        return tools;
    }

    /** A disabled button shows no tooltip, but what it lies in does. */
    private static HBox whyDisabled(Button button) {
        return new HBox(button);
    }

    private static Button tool(String id, String text, String help) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleHelp(help);
        return button;
    }

    /** What had the focus has it afterwards, so that a set can be moved on and on. */
    private void show(List<DataModel.Row> sets) {
        Optional<DataRef> focused = rows.getChildren().stream()
                .filter(Node::isFocused)
                .filter(SetRow.class::isInstance)
                .map(row -> ((SetRow) row).ref())
                .findFirst();
        fill(sets);
        rows.getChildren().stream()
                .filter(row -> row instanceof SetRow one && focused.equals(Optional.of(one.ref())))
                .forEach(Node::requestFocus);
    }

    private void fill(List<DataModel.Row> sets) {
        rows.getChildren().clear();
        if (sets.isEmpty()) {
            var empty = new Label(TEXTS.get("data.empty"));
            empty.setId("data-empty");
            empty.setWrapText(true);
            empty.setMinHeight(Region.USE_PREF_SIZE);
            empty.getStyleClass().add("empty-state");
            rows.getChildren().add(empty);
            return;
        }
        Optional<DataRef> selected = gallery.setProperty().get();
        for (Role role : Role.values()) {
            List<DataModel.Row> same =
                    sets.stream().filter(set -> set.ref().role() == role).toList();
            rows.getChildren().add(heading(role, same.size()));
            var order = new DragOrder("set-" + role.id(), (from, to) -> model.move(role, from, to));
            for (int place = 0; place < same.size(); place++) {
                DataModel.Row set = same.get(place);
                rows.getChildren()
                        .add(new SetRow(
                                model,
                                gallery,
                                set,
                                place,
                                same.size(),
                                selected.equals(Optional.of(set.ref())),
                                order));
            }
        }
    }

    private static Node heading(Role role, int count) {
        var badge = new Label(TEXTS.get("role." + role.id()));
        badge.setId("data-role-" + role.id());
        badge.getStyleClass().addAll("badge", "role-" + role.id());
        var use = new Label(
                count == 0 ? TEXTS.get("role." + role.id() + ".none") : TEXTS.get("role." + role.id() + ".use"));
        use.getStyleClass().addAll("muted", "small-text");
        use.setTooltip(new Tooltip(use.getText()));
        BorderPane.setAlignment(use, Pos.CENTER_LEFT);
        BorderPane.setMargin(use, new Insets(0, 0, 0, 8));
        var heading = new BorderPane(use);
        heading.setLeft(badge);
        heading.getStyleClass().add("set-heading");
        return heading;
    }

    private void chooseFolder() {
        dialogs.openFolder(FileKind.DATA, TEXTS.get("data.add.title"))
                .ifPresent(folder -> model.offer(List.of(folder)));
    }

    private void chooseFiles() {
        List<Path> files = dialogs.openSeveral(FileKind.DATA, TEXTS.get("data.add.title"));
        if (!files.isEmpty()) {
            model.offer(files);
        }
    }
}
