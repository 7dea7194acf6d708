package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.SwatchView;
import org.stockpot.ui.theme.Theme;
import org.stockpot.ui.theme.WrapBar;

/** One ingredient of the desk: its master, and below it, when opened, a slider per layer group. */
final class StripView extends VBox {
    private static final Texts TEXTS = Texts.of(StripView.class);
    private static final PseudoClass SILENT = PseudoClass.getPseudoClass("silent");

    private final MixModel model;
    private final int ingredient;
    private final Source source;
    private final Fader master;
    private final StripTools tools;
    private final Label uneven = new Label("≠");
    private final Label changed = changedMark();
    private final Button opener = new Button(null, new FontIcon("mdi2c-chevron-right"));
    private final VBox groups = new VBox();
    private final List<GroupRow> rows = new ArrayList<>();

    /** One layer group of the strip. */
    private record GroupRow(Desk.Group group, Fader fader, ToggleButton lock, Label changed) {}

    StripView(MixModel model, Presets presets, int ingredient, int swatch, ObservableValue<Theme> theme) {
        this.model = model;
        this.ingredient = ingredient;
        getStyleClass().add("strip");
        Desk.Strip strip = model.desk().strips().get(ingredient);
        this.source = strip.source();
        String name = source.name();
        String id = "weight-" + Ids.of(name);

        opener.setId(id + "-groups");
        opener.getStyleClass().addAll("flat", "small", "button-icon", "strip-opener");
        opener.setAccessibleText(TEXTS.get("strip.groups", name));
        opener.setTooltip(new Tooltip(TEXTS.get("strip.groups.help")));
        opener.setOnAction(event -> setOpen(!isOpen()));
        var label = new Label(name);
        label.setId(id + "-name");
        label.getStyleClass().add("strip-name");
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setTooltip(new Tooltip(name + "\n" + source.path()));
        uneven.getStyleClass().addAll("muted", "strip-uneven");
        uneven.setTooltip(new Tooltip(TEXTS.get("strip.uneven")));
        uneven.setMinWidth(14);
        changed.setId(id + "-changed");
        tools = new StripTools(model, presets, ingredient);
        tools.setMinWidth(USE_PREF_SIZE);
        master = new Fader(id, name, Knob.ofMaster(model, ingredient));
        master.resetBy(label);
        HBox.setHgrow(master, Priority.ALWAYS);
        var who = new HBox(opener, new SwatchView(theme, swatch), label, changed, uneven, tools);
        who.getStyleClass().add("strip-head");
        who.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(who, Priority.ALWAYS);
        var head = new WrapBar(who, master);

        groups.getStyleClass().add("strip-groups");
        groups.setVisible(false);
        groups.managedProperty().bind(groups.visibleProperty());
        getChildren().addAll(head, groups);
        show(strip);
    }

    /** Opens or closes the sliders of the layer groups. */
    void setOpen(boolean open) {
        opener.setGraphic(new FontIcon(open ? "mdi2c-chevron-down" : "mdi2c-chevron-right"));
        if (open && rows.isEmpty()) {
            fill();
            show(model.desk().strips().get(ingredient));
        }
        groups.setVisible(open);
    }

    Source source() {
        return source;
    }

    /** Goes to the slider of a group; the sliders are open. */
    void focus(int group) {
        if (group < rows.size()) {
            rows.get(group).fader().focusSlider();
        }
    }

    boolean isOpen() {
        return groups.isVisible();
    }

    /** Shows the model's values. */
    void show(Desk.Strip strip) {
        master.show(strip.master(), strip.masterShare());
        uneven.setVisible(strip.isUneven());
        show(changed, strip.isChanged(), strip.savedMaster());
        tools.show();
        pseudoClassStateChanged(SILENT, strip.silent());
        for (int group = 0; group < rows.size(); group++) {
            GroupRow row = rows.get(group);
            row.fader().show(strip.weights().get(group), strip.shares().get(group));
            row.lock()
                    .setSelected(model.holds()
                            .holds()
                            .isHeld(source.path(), row.group().name()));
            show(row.changed(), strip.isChanged(group), strip.saved().get(group));
        }
    }

    /** A dot that is there while the value is not the one that was opened or saved. */
    private static Label changedMark() {
        var mark = new Label("●");
        mark.getStyleClass().add("changed-mark");
        mark.setTooltip(new Tooltip());
        mark.setMinWidth(10);
        return mark;
    }

    private static void show(Label mark, boolean changed, double saved) {
        mark.setVisible(changed);
        String text = TEXTS.get("strip.changed", Figures.weight(saved));
        mark.getTooltip().setText(text);
        mark.setAccessibleText(text);
    }

    /** Made only when first opened: a desk of many ingredients and groups would hold hundreds of sliders. */
    private void fill() {
        for (int group = 0; group < model.desk().groups().size(); group++) {
            Desk.Group description = model.desk().groups().get(group);
            String id = "weight-" + Ids.of(source.name()) + "-" + Ids.of(description.name());
            var label = new Label(
                    description.inert() ? TEXTS.get("group.inert", description.label()) : description.label());
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            label.getStyleClass().add("group-name");
            label.getStyleClass().add("strip-group-name");
            label.setMinWidth(40);
            label.setTooltip(new Tooltip(
                    description.name() + (description.inert() ? "\n" + TEXTS.get("group.inert.help") : "")));
            var fader = new Fader(
                    id, TEXTS.get("cell", source.name(), description.name()), Knob.ofGroup(model, ingredient, group));
            HBox.setHgrow(fader, Priority.ALWAYS);
            label.setLabelFor(fader);
            fader.resetBy(label);
            if (description.inert()) {
                label.getStyleClass().add("inert");
                fader.setDisable(true);
            }
            Label mark = changedMark();
            ToggleButton lock = lock(id, description);
            var row = new HBox(label, mark, lock, fader);
            row.getStyleClass().add("group-row");
            row.setAlignment(Pos.CENTER_LEFT);
            groups.getChildren().add(row);
            rows.add(new GroupRow(description, fader, lock, mark));
        }
    }

    private ToggleButton lock(String id, Desk.Group group) {
        var lock = new ToggleButton(null, new FontIcon("mdi2l-lock-outline"));
        lock.setId(id + "-lock");
        lock.getStyleClass().addAll("strip-tool", "strip-lock");
        String help = TEXTS.get("cell.lock", source.name(), group.name());
        lock.setAccessibleText(help);
        lock.setTooltip(new Tooltip(help));
        lock.setOnAction(event -> {
            model.holds().lockCell(source, group.name(), lock.isSelected());
            lock.setSelected(model.holds().holds().isHeld(source.path(), group.name()));
        });
        return lock;
    }
}
