package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.data.DataRef;
import org.stockpot.data.ShiftKind;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/** Chooses shifts and severities by their contact sheet and adds them as OOD sets. Layout and bindings only. */
final class ShiftPane extends PagePane {
    private static final Texts TEXTS = Texts.of(ShiftPane.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final int SEVERITIES = 5;
    private static final double BAR = 14;

    private final DataModel model;
    private final DataRef original;
    private final Map<ShiftKind, CheckBox> kinds = new EnumMap<>(ShiftKind.class);
    private final List<CheckBox> severities = new ArrayList<>();
    private final SimpleIntegerProperty count = new SimpleIntegerProperty();
    private final ImageView sheet = new ImageView();
    private final Label nothing = new Label(TEXTS.get("shifts.nothing"));

    ShiftPane(DataModel model, DataRef original) {
        this(model, original, new Button());
    }

    private ShiftPane(DataModel model, DataRef original, Button add) {
        super(
                model,
                "shift-page",
                TEXTS.get("shifts.title", original.name()),
                new Explained(add, TEXTS.get("shifts.add.help"), TEXTS.get("shifts.add.why")));
        this.model = model;
        this.original = original;
        add.setId("shift-add");
        add.getStyleClass().addAll("small", "accent");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.textProperty().bind(Bindings.createStringBinding(() -> TEXTS.get("shifts.add", count.get()), count));
        add.disableProperty().bind(count.isEqualTo(0));
        add.setOnAction(event -> model.addFamily(original, chosenKinds(), chosenSeverities()));
        HBox content = content();
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().add(content);
        choose();
        model.kindsFor(
                original,
                useful -> kinds.forEach((kind, box) -> {
                    if (!useful.contains(kind)) {
                        box.setSelected(false);
                        box.setDisable(true);
                    }
                }));
    }

    private HBox content() {
        var choices = new VBox();
        choices.getStyleClass().add("form");
        // The scroll bar lies over what is at the right.
        choices.setPadding(new Insets(0, BAR, 0, 0));
        for (ShiftKind kind : ShiftKind.values()) {
            kinds.put(kind, box(GLOSSARY.title(kind), "shift-" + kind.id(), true));
        }
        for (int severity = 1; severity <= SEVERITIES; severity++) {
            severities.add(box(Integer.toString(severity), "shift-severity-" + severity, severity % 2 == 1));
        }
        var all = new CheckBox(TEXTS.get("shifts.all"));
        all.setId("shift-all");
        all.setSelected(true);
        all.setOnAction(
                event -> kinds.values().forEach(kind -> kind.setSelected(all.isSelected() && !kind.isDisabled())));
        var levels = new FlowPane(8, 4);
        levels.setPrefWrapLength(0);
        levels.getChildren().addAll(severities);
        choices.getChildren()
                .addAll(new Label(TEXTS.get("shifts.severities")), levels, new Label(TEXTS.get("shifts.kinds")), all);
        choices.getChildren().addAll(kinds.values());
        var scroll = new ScrollPane(choices);
        scroll.setId("shift-choices");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinWidth(Region.USE_PREF_SIZE);
        sheet.setId("shift-sheet");
        nothing.setId("shift-nothing");
        nothing.getStyleClass().add("empty-state");
        nothing.setWrapText(true);
        nothing.managedProperty().bind(nothing.visibleProperty());
        nothing.visibleProperty().bind(count.isEqualTo(0));
        ScrollPane paper = sheet(sheet);
        paper.setId("shift-paper");
        VBox.setVgrow(paper, Priority.ALWAYS);
        paper.visibleProperty().bind(count.greaterThan(0));
        paper.managedProperty().bind(paper.visibleProperty());
        var right = new VBox(nothing, paper);
        HBox.setHgrow(right, Priority.ALWAYS);
        return new HBox(12, scroll, right);
    }

    private CheckBox box(String text, String id, boolean chosen) {
        var box = new CheckBox(text);
        box.setId(id);
        box.setSelected(chosen);
        box.setTooltip(new Tooltip(TEXTS.get("shifts.box")));
        box.selectedProperty().addListener((observable, before, now) -> choose());
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
