package org.stockpot.ui.mix;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.Explained;
import org.stockpot.ui.theme.WrapBar;

/** The two snapshots, and the line that can be walked along with one slider. Layout and bindings only. */
final class SnapshotBar {
    private static final Texts TEXTS = Texts.of(SnapshotBar.class);

    private final Snapshots snapshots;
    private final WrapBar bar = new WrapBar();
    private final Map<Snapshots.Slot, ToggleButton> slots = new EnumMap<>(Snapshots.Slot.class);
    private final Button swap = new Button(null, new FontIcon("mdi2s-swap-horizontal"));
    private final ComboBox<Snapshots.Line> lines = new ComboBox<>();
    private final Slider way = new Slider(0, 1, 0);
    private final Label at = new Label();
    private boolean showing;

    SnapshotBar(Snapshots snapshots) {
        this.snapshots = snapshots;
        bar.setId("mix-snapshots");
        for (Snapshots.Slot slot : Snapshots.Slot.values()) {
            bar.getChildren()
                    .addAll(
                            new Explained(
                                    recall(slot),
                                    TEXTS.get("recall", slot.name()),
                                    TEXTS.get("recall.why", slot.name())),
                            store(slot));
        }
        swap.setId("mix-swap");
        swap.getStyleClass().addAll("flat", "small", "button-icon");
        swap.setAccessibleText(TEXTS.get("swap"));
        swap.setOnAction(event -> snapshots.swap());
        prepareLine();
        bar.getChildren()
                .addAll(
                        new Explained(swap, TEXTS.get("swap"), TEXTS.get("swap.why")),
                        peek(),
                        new Explained(lines, TEXTS.get("line"), TEXTS.get("line.why")),
                        way,
                        at);
        snapshots.keptProperty().addListener((observable, before, now) -> show());
        snapshots.linesProperty().addListener((observable, before, now) -> showLines());
        showLines();
        show();
    }

    WrapBar bar() {
        return bar;
    }

    /** Marks the slot that is on the desk. */
    void show() {
        slots.forEach((slot, button) -> {
            boolean kept = snapshots.keptProperty().get().containsKey(slot);
            button.setDisable(!kept);
            button.setSelected(kept && snapshots.shown().equals(Optional.of(slot)));
        });
        swap.setDisable(snapshots.keptProperty().get().size() < Snapshots.Slot.values().length);
    }

    private ToggleButton recall(Snapshots.Slot slot) {
        var button = new ToggleButton(slot.name());
        button.setId("mix-recall-" + slot.name().toLowerCase(Locale.ROOT));
        button.getStyleClass().add("small");
        button.setAccessibleText(TEXTS.get("recall", slot.name()));
        button.setOnAction(event -> {
            snapshots.recall(slot);
            show();
        });
        slots.put(slot, button);
        return button;
    }

    private Button store(Snapshots.Slot slot) {
        var button = new Button(null, new FontIcon("mdi2c-camera-outline"));
        button.setId("mix-store-" + slot.name().toLowerCase(Locale.ROOT));
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(TEXTS.get("store", slot.name()));
        button.setTooltip(new Tooltip(TEXTS.get("store", slot.name())));
        button.setOnAction(event -> snapshots.store(slot));
        return button;
    }

    /** Shows the saved mix for as long as it is held; not every keyboard has the backslash within reach. */
    private Button peek() {
        var peek = new Button(null, new FontIcon("mdi2e-eye-outline"));
        peek.setId("mix-peek");
        peek.getStyleClass().addAll("flat", "small", "button-icon");
        peek.setAccessibleText(TEXTS.get("peek"));
        peek.setTooltip(new Tooltip(TEXTS.get("peek")));
        peek.armedProperty().addListener((observable, before, now) -> {
            if (now) {
                snapshots.peek();
            } else {
                snapshots.unpeek();
            }
        });
        return peek;
    }

    private void prepareLine() {
        lines.setId("mix-line");
        lines.getStyleClass().add("small");
        lines.setAccessibleText(TEXTS.get("line"));
        lines.setPromptText(TEXTS.get("line.none"));
        lines.setConverter(new Worded<>(SnapshotBar::name));
        lines.valueProperty().addListener((observable, before, now) -> {
            way.setDisable(now == null);
            tell();
        });
        way.setId("mix-way");
        way.getStyleClass().add("small");
        way.setBlockIncrement(0.01);
        way.setDisable(true);
        way.setMinWidth(50);
        way.setAccessibleText(TEXTS.get("way"));
        way.setTooltip(new Tooltip(TEXTS.get("way")));
        HBox.setHgrow(way, Priority.ALWAYS);
        way.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> snapshots.beginWalk());
        way.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            if (lines.getValue() != null) {
                snapshots.endWalk(lines.getValue(), way.getValue());
            }
        });
        way.valueProperty().addListener((observable, before, now) -> {
            tell();
            if (!showing && lines.getValue() != null) {
                snapshots.walk(lines.getValue(), now.doubleValue());
            }
        });
        at.setId("mix-way-value");
        at.getStyleClass().addAll("muted", "small-text", "way-value");
    }

    /** Keeps the chosen line as long as there is one like it. */
    private void showLines() {
        Snapshots.Line chosen = lines.getValue();
        lines.setItems(
                FXCollections.observableArrayList(snapshots.linesProperty().get()));
        lines.setDisable(lines.getItems().isEmpty());
        showing = true;
        if (chosen == null || !lines.getItems().contains(chosen)) {
            lines.getSelectionModel().clearSelection();
            way.setValue(0);
        } else {
            lines.setValue(chosen);
        }
        showing = false;
    }

    private void tell() {
        at.setText(lines.getValue() == null ? "" : Figures.weight(way.getValue()));
    }

    private static String name(Snapshots.Line line) {
        return line instanceof Snapshots.Line.FromBase from
                ? TEXTS.get("line.base", from.name())
                : TEXTS.get("line.between");
    }
}
