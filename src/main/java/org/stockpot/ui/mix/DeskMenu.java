package org.stockpot.ui.mix;

import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.stockpot.fuse.DepthCurve;
import org.stockpot.session.settings.Curves;
import org.stockpot.ui.text.Texts;

/** Presets of the whole desk, copy and paste. */
final class DeskMenu extends MenuButton {
    private static final Texts TEXTS = Texts.of(DeskMenu.class);

    DeskMenu(MixModel model, Presets presets) {
        super(TEXTS.get("presets"));
        setId("mix-presets");
        getStyleClass().add("small");
        setTooltip(new Tooltip(TEXTS.get("presets.help")));
        var seed = new TextField();
        seed.setId("mix-seed");
        seed.getStyleClass().addAll("small", "number");
        seed.setPrefColumnCount(6);
        seed.setAccessibleText(TEXTS.get("seed"));
        seed.textProperty().addListener((observable, before, now) -> {
            if (now.matches("-?\\d{1,18}")) {
                presets.setSeed(Long.parseLong(now));
            }
        });
        var label = new Label(TEXTS.get("seed"));
        label.setLabelFor(seed);
        var row = new HBox(label, seed);
        row.getStyleClass().add("form-row");
        var seedItem = new CustomMenuItem(row, false);
        setOnShowing(event -> seed.setText(Long.toString(presets.seed())));
        Runnable own = () -> CurvesPane.open(this, model, presets, 0);
        var curves = new CurveMenu("mix", TEXTS.get("curve-all"), model.curves(), ofAll(presets), own);
        getItems()
                .addAll(
                        item("uniform", TEXTS.get("uniform"), model::uniform),
                        item("normalise", TEXTS.get("normalise"), model::normalise),
                        curves,
                        item("own-curves", TEXTS.get("curves.manage"), own),
                        new SeparatorMenuItem(),
                        item("random-groups", TEXTS.get("random-groups"), () -> presets.random(false)),
                        item("random", TEXTS.get("random"), () -> presets.random(true)),
                        seedItem,
                        new SeparatorMenuItem(),
                        item("copy", TEXTS.get("copy"), () -> Clips.put(presets.copy())),
                        item("paste", TEXTS.get("paste"), () -> presets.paste(Clips.get())),
                        new SeparatorMenuItem(),
                        item(
                                "free-all",
                                TEXTS.get("free-all"),
                                () -> model.holds().free()));
    }

    private static CurveMenu.Choice ofAll(Presets presets) {
        return new CurveMenu.Choice() {
            @Override
            public void take(DepthCurve curve) {
                presets.bendAll(curve);
            }

            @Override
            public void take(Curves.Named curve) {
                presets.bendAll(curve);
            }
        };
    }

    private static MenuItem item(String id, String text, Runnable action) {
        var item = new MenuItem(text);
        item.setId("mix-" + id);
        item.setOnAction(event -> action.run());
        return item;
    }
}
