package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.SwatchView;
import org.stockpot.ui.theme.Theme;

/** One ingredient of the desk view: its head, which stays in sight, and its faders. */
final class DeskRow {
    private static final Texts TEXTS = Texts.of(DeskRow.class);
    private static final PseudoClass SILENT = PseudoClass.getPseudoClass("silent");

    private final MixModel model;
    private final int ingredient;
    private final Source source;
    private final HBox head = new HBox();
    private final Label changed = new Label("●");
    private final StripTools tools;
    private final FaderStrip master;
    private final FaderStrip faders;

    DeskRow(MixModel model, Presets presets, int ingredient, int swatch, ObservableValue<Theme> theme) {
        this.model = model;
        this.ingredient = ingredient;
        this.source = model.desk().strips().get(ingredient).source();
        String name = source.name();
        String id = "desk-" + Ids.of(name);
        var label = new Label(name);
        label.setId(id + "-name");
        label.getStyleClass().add("desk-name");
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMinWidth(0);
        label.setTooltip(new Tooltip(name + "\n" + source.path()));
        label.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                model.hand().resetStrip(ingredient);
            }
        });
        changed.setId(id + "-changed");
        changed.getStyleClass().add("changed-mark");
        changed.setTooltip(new Tooltip());
        changed.setMinWidth(10);
        var title = new HBox(new SwatchView(theme, swatch), label, changed);
        title.getStyleClass().add("desk-title");
        title.setAlignment(Pos.CENTER_LEFT);
        tools = new StripTools(model, presets, ingredient);
        var text = new VBox(title, tools);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        master = new FaderStrip(id + "-master", theme, swatch, cell -> Knob.ofMaster(model, ingredient));
        master.describe(cell -> words(-1));
        faders = new FaderStrip(id, theme, swatch, group -> Knob.ofGroup(model, ingredient, group));
        faders.describe(this::words);
        head.getStyleClass().add("desk-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().addAll(text, master);
    }

    HBox head() {
        return head;
    }

    FaderStrip master() {
        return master;
    }

    FaderStrip faders() {
        return faders;
    }

    boolean isDragging() {
        return master.isDragging() || faders.isDragging();
    }

    /** Shows the model's values, on a scale from 0. */
    void show(Desk desk, double scale) {
        Desk.Strip strip = desk.strips().get(ingredient);
        Holds holds = model.holds().holds();
        List<Bar> bars = new ArrayList<>();
        for (int group = 0; group < desk.groups().size(); group++) {
            Desk.Group one = desk.groups().get(group);
            bars.add(new Bar(
                    strip.weights().get(group),
                    strip.shares().get(group),
                    one.inert(),
                    holds.isHeld(source.path(), one.name()),
                    holds.linkedGroups().contains(one.name())
                            || holds.linkedStrips().contains(source.path()),
                    strip.isChanged(group)));
        }
        faders.show(bars, scale);
        boolean held = bars.stream().allMatch(Bar::held);
        boolean linked = holds.linkedStrips().contains(source.path());
        master.show(
                List.of(new Bar(strip.master(), strip.masterShare(), false, held, linked, strip.isChanged())), scale);
        changed.setVisible(strip.isChanged());
        String text = TEXTS.get("strip.changed", Figures.weight(strip.savedMaster()));
        changed.getTooltip().setText(text);
        changed.setAccessibleText(text);
        tools.show();
        head.pseudoClassStateChanged(SILENT, strip.silent());
        faders.setOpacity(strip.silent() ? 0.35 : 1);
        master.setOpacity(strip.silent() ? 0.35 : 1);
    }

    /** A fader in words, with its value; group −1 is the master. */
    String words(int group) {
        Desk desk = model.desk();
        if (ingredient >= desk.strips().size() || group >= desk.groups().size()) {
            return source.name();
        }
        Desk.Strip strip = desk.strips().get(ingredient);
        String weight =
                Figures.weight(group < 0 ? strip.master() : strip.weights().get(group));
        String share = Figures.percentShort(
                group < 0 ? strip.masterShare() : strip.shares().get(group));
        if (group < 0) {
            return strip.isUneven()
                    ? TEXTS.get("words.master-uneven", source.name(), weight, share)
                    : TEXTS.get("words.master", source.name(), weight, share);
        }
        Desk.Group one = desk.groups().get(group);
        String state = one.inert()
                ? TEXTS.get("words.inert")
                : strip.silent()
                        ? TEXTS.get("words.silent")
                        : model.holds().holds().isHeld(source.path(), one.name()) ? TEXTS.get("words.held") : "";
        String saved = strip.isChanged(group)
                ? TEXTS.get("strip.changed", Figures.weight(strip.saved().get(group)))
                : "";
        String more = String.join(
                " · ",
                List.of(state, saved).stream().filter(part -> !part.isEmpty()).toList());
        return more.isEmpty()
                ? TEXTS.get("words.cell", source.name(), one.name(), weight, share)
                : TEXTS.get("words.cell-more", source.name(), one.name(), weight, share, more);
    }
}
