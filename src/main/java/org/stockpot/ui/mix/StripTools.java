package org.stockpot.ui.mix;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.fuse.DepthCurve;
import org.stockpot.session.Source;
import org.stockpot.session.settings.Curves;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;

/** Mute, solo, lock, link and the menu of one strip. */
final class StripTools extends HBox {
    private static final Texts TEXTS = Texts.of(StripTools.class);

    private final MixModel model;
    private final Source source;
    private final String id;
    private final ToggleButton mute;
    private final ToggleButton solo;
    private final ToggleButton lock;
    private final ToggleButton link;

    StripTools(MixModel model, Presets presets, int ingredient) {
        this.model = model;
        this.source = model.desk().strips().get(ingredient).source();
        String name = source.name();
        this.id = "strip-" + Ids.of(name);
        getStyleClass().add("strip-tools");
        setAlignment(Pos.CENTER_LEFT);
        mute = toggle("mute", TEXTS.get("strip.mute", name), on -> model.mute(ingredient, on));
        mute.setText("M");
        solo = toggle("solo", TEXTS.get("strip.solo", name), on -> model.solo(ingredient, on));
        solo.setText("S");
        lock = toggle("lock", TEXTS.get("strip.lock", name), on -> model.holds().lockStrip(source, on));
        lock.setGraphic(new FontIcon("mdi2l-lock-outline"));
        link = toggle("link", TEXTS.get("strip.link", name), on -> model.holds().linkStrip(source, on));
        link.setGraphic(new FontIcon("mdi2l-link-variant"));
        getChildren().addAll(mute, solo, lock, link, menu(presets, ingredient, name));
        show();
    }

    /** Shows what holds for the strip. */
    void show() {
        mute.setSelected(model.isMuted(source));
        solo.setSelected(model.isSoloed(source));
        lock.setSelected(model.holds().holds().lockedStrips().contains(source.path()));
        link.setSelected(model.holds().holds().linkedStrips().contains(source.path()));
    }

    private ToggleButton toggle(String what, String help, Consumer<Boolean> action) {
        var button = new ToggleButton();
        button.setId(id + "-" + what);
        button.getStyleClass().addAll("strip-tool", "strip-" + what);
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
        button.setOnAction(event -> {
            action.accept(button.isSelected());
            show();
        });
        return button;
    }

    private MenuButton menu(Presets presets, int ingredient, String name) {
        var menu = new MenuButton(null, new FontIcon("mdi2d-dots-vertical"));
        menu.setId(id + "-menu");
        menu.getStyleClass().addAll("flat", "no-arrow", "strip-tool", "strip-menu");
        menu.setAccessibleText(TEXTS.get("strip.menu", name));
        menu.setTooltip(new Tooltip(TEXTS.get("strip.menu", name)));
        var choice = new CurveMenu.Choice() {
            @Override
            public void take(DepthCurve curve) {
                presets.bend(curve, ingredient);
            }

            @Override
            public void take(Curves.Named curve) {
                presets.bend(curve, ingredient);
            }
        };
        var curves = new CurveMenu(
                id,
                TEXTS.get("strip.curve"),
                model.curves(),
                choice,
                () -> CurvesPane.open(menu, model, presets, ingredient));
        menu.getItems()
                .addAll(
                        item("only", TEXTS.get("strip.only"), () -> model.only(ingredient)),
                        item(
                                "reset",
                                TEXTS.get("strip.reset"),
                                () -> model.hand().resetStrip(ingredient)),
                        curves,
                        item("copy", TEXTS.get("strip.copy"), () -> Clips.put(presets.copy(ingredient))),
                        item("paste", TEXTS.get("strip.paste"), () -> presets.paste(Clips.get(), ingredient)));
        return menu;
    }

    private MenuItem item(String what, String text, Runnable action) {
        var item = new MenuItem(text);
        item.setId(id + "-" + what);
        item.setOnAction(event -> action.run());
        return item;
    }
}
