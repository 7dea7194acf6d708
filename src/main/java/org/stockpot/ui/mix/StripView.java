package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.theme.SwatchView;
import org.stockpot.ui.theme.Theme;

/** One ingredient of the desk: its master, and below it, when opened, a slider per layer group. */
final class StripView extends VBox {
    private static final double NAME_WIDTH = 132;

    private final MixModel model;
    private final int ingredient;
    private final Fader master;
    private final Label uneven = new Label("≠");
    private final Button opener = new Button(null, new FontIcon("mdi2c-chevron-right"));
    private final VBox groups = new VBox();
    private final List<Fader> faders = new ArrayList<>();

    StripView(MixModel model, int ingredient, int swatch, ObservableValue<Theme> theme) {
        this.model = model;
        this.ingredient = ingredient;
        getStyleClass().add("strip");
        Desk.Strip strip = model.desk().strips().get(ingredient);
        String name = strip.source().name();
        String id = "weight-" + Ids.of(name);

        opener.setId(id + "-groups");
        opener.getStyleClass().addAll("flat", "small", "button-icon", "strip-opener");
        opener.setAccessibleText("Layer groups of " + name);
        opener.setTooltip(new Tooltip("One slider per layer group"));
        opener.setOnAction(event -> setOpen(!isOpen()));
        var label = new Label(name);
        label.setId(id + "-name");
        label.setMinWidth(40);
        label.setPrefWidth(NAME_WIDTH);
        label.setMaxWidth(NAME_WIDTH);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setTooltip(new Tooltip(name + "\n" + strip.source().path()));
        uneven.getStyleClass().addAll("muted", "strip-uneven");
        uneven.setTooltip(new Tooltip("The layer groups have different weights; the slider shows their mean"));
        uneven.setMinWidth(14);
        master = new Fader(id, name, masterKnob());
        HBox.setHgrow(master, Priority.ALWAYS);
        var head = new HBox(opener, new SwatchView(theme, swatch), label, uneven, master);
        head.getStyleClass().add("strip-head");
        head.setAlignment(Pos.CENTER_LEFT);

        groups.getStyleClass().add("strip-groups");
        groups.setVisible(false);
        groups.managedProperty().bind(groups.visibleProperty());
        getChildren().addAll(head, groups);
        show(strip);
    }

    /** Opens or closes the sliders of the layer groups. */
    void setOpen(boolean open) {
        opener.setGraphic(new FontIcon(open ? "mdi2c-chevron-down" : "mdi2c-chevron-right"));
        if (open && faders.isEmpty()) {
            fill();
            show(model.desk().strips().get(ingredient));
        }
        groups.setVisible(open);
    }

    boolean isOpen() {
        return groups.isVisible();
    }

    /** Shows the model's values. */
    void show(Desk.Strip strip) {
        master.show(strip.master(), strip.masterShare());
        uneven.setVisible(strip.isUneven());
        for (int group = 0; group < faders.size(); group++) {
            faders.get(group).show(strip.weights().get(group), strip.shares().get(group));
        }
    }

    /** Made only when first opened: a desk of many ingredients and groups would hold hundreds of sliders. */
    private void fill() {
        String owner = model.desk().strips().get(ingredient).source().name();
        List<Desk.Group> all = model.desk().groups();
        for (int group = 0; group < all.size(); group++) {
            Desk.Group description = all.get(group);
            var label = new Label(description.inert() ? description.label() + " (inert)" : description.label());
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            label.getStyleClass().add("group-name");
            label.setMinWidth(40);
            label.setPrefWidth(NAME_WIDTH);
            label.setMaxWidth(NAME_WIDTH);
            label.setTooltip(new Tooltip(description.name()
                    + (description.inert() ? "\ninert: the network does not use it, or all ingredients agree" : "")));
            var fader = new Fader(
                    "weight-" + Ids.of(owner) + "-" + Ids.of(description.name()),
                    owner + " in " + description.name(),
                    groupKnob(group));
            HBox.setHgrow(fader, Priority.ALWAYS);
            label.setLabelFor(fader);
            if (description.inert()) {
                label.getStyleClass().add("inert");
                fader.setDisable(true);
            }
            var row = new HBox(label, fader);
            row.getStyleClass().add("group-row");
            row.setAlignment(Pos.CENTER_LEFT);
            groups.getChildren().add(row);
            faders.add(fader);
        }
    }

    private Knob masterKnob() {
        return new Knob() {
            @Override
            public void begin() {
                model.beginMaster(ingredient);
            }

            @Override
            public void set(double value) {
                model.setMaster(ingredient, value);
            }

            @Override
            public void end(double value) {
                model.end(value);
            }

            @Override
            public void reset() {
                model.resetStrip(ingredient);
            }
        };
    }

    private Knob groupKnob(int group) {
        return new Knob() {
            @Override
            public void begin() {
                model.beginWeight(ingredient, group);
            }

            @Override
            public void set(double value) {
                model.setWeight(ingredient, group, value);
            }

            @Override
            public void end(double value) {
                model.end(value);
            }

            @Override
            public void reset() {
                model.resetWeight(ingredient, group);
            }
        };
    }
}
