package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.stockpot.data.DataRef;
import org.stockpot.data.ShiftKind;

/** Chooses shifts and severities by their contact sheet and adds them as OOD sets. Layout and bindings only. */
final class ShiftDialog {
    private final DataModel model;
    private final DataRef original;
    private final Map<ShiftKind, CheckBox> kinds = new EnumMap<>(ShiftKind.class);
    private final List<CheckBox> severities = new ArrayList<>();
    private final SimpleIntegerProperty count = new SimpleIntegerProperty();
    private final ImageView sheet = new ImageView();
    private final Dialog<ButtonType> dialog;

    private ShiftDialog(DataModel model, DataRef original, Window owner) {
        this.model = model;
        this.original = original;
        this.dialog = PictureDialog.over(owner, "Shifts of " + original.name(), "shift-dialog");
        var add = new ButtonType("Add", ButtonBar.ButtonData.OK_DONE);
        dialog.getDialogPane().getButtonTypes().setAll(add, ButtonType.CANCEL);
        dialog.getDialogPane().setContent(content());
        var button = (Button) dialog.getDialogPane().lookupButton(add);
        button.setId("shift-add");
        button.textProperty().bind(Bindings.format("Add %d OOD sets", count));
        button.disableProperty().bind(count.isEqualTo(0));
        button.setOnAction(event -> model.addFamily(original, chosenKinds(), chosenSeverities()));
        choose();
        model.kindsFor(original, useful -> {
            kinds.forEach((kind, box) -> {
                if (!useful.contains(kind)) {
                    box.setSelected(false);
                    box.setDisable(true);
                }
            });
        });
    }

    static void open(DataModel model, DataRef original, Window owner) {
        new ShiftDialog(model, original, owner).dialog.show();
    }

    private HBox content() {
        var choices = new VBox();
        choices.getStyleClass().add("form");
        for (ShiftKind kind : ShiftKind.values()) {
            kinds.put(kind, box(kind.words(), "shift-" + kind.id(), true));
        }
        for (int severity = 1; severity <= 5; severity++) {
            severities.add(box(Integer.toString(severity), "shift-severity-" + severity, severity % 2 == 1));
        }
        var all = new CheckBox("all shifts");
        all.setId("shift-all");
        all.setSelected(true);
        all.setOnAction(
                event -> kinds.values().forEach(kind -> kind.setSelected(all.isSelected() && !kind.isDisabled())));
        var levels = new HBox(8);
        levels.getChildren().addAll(severities);
        choices.getChildren().addAll(new Label("Severities"), levels, new Label("Shifts"), all);
        choices.getChildren().addAll(kinds.values());
        var scroll = new ScrollPane(choices);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setMinWidth(260);
        sheet.setId("shift-sheet");
        var content = new HBox(12, scroll, PictureDialog.scrolled(sheet));
        HBox.setHgrow(content.getChildren().get(1), Priority.ALWAYS);
        return content;
    }

    private CheckBox box(String text, String id, boolean chosen) {
        var box = new CheckBox(text);
        box.setId(id);
        BooleanProperty selected = box.selectedProperty();
        selected.set(chosen);
        selected.addListener((observable, before, now) -> choose());
        return box;
    }

    /** A sheet that was asked for before is no longer wanted. */
    private void choose() {
        List<ShiftKind> shifts = chosenKinds();
        List<Integer> levels = chosenSeverities();
        count.set(shifts.size() * levels.size());
        if (count.get() == 0) {
            sheet.setImage(null);
            return;
        }
        model.sheet(original, shifts, levels, pixels -> {
            if (shifts.equals(chosenKinds()) && levels.equals(chosenSeverities())) {
                sheet.setImage(Pictures.of(pixels));
            }
        });
    }

    private List<ShiftKind> chosenKinds() {
        List<ShiftKind> chosen = new ArrayList<>();
        kinds.forEach((kind, box) -> {
            if (box.isSelected()) {
                chosen.add(kind);
            }
        });
        return chosen;
    }

    private List<Integer> chosenSeverities() {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < severities.size(); i++) {
            if (severities.get(i).isSelected()) {
                chosen.add(i + 1);
            }
        }
        return chosen;
    }
}
