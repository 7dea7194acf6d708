package org.stockpot.ui;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.settings.Language;
import org.stockpot.session.settings.Look;
import org.stockpot.session.settings.ThemeChoice;
import org.stockpot.ui.state.SettingsModel;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** What the user may choose; everything takes effect at once unless it says otherwise. */
final class SettingsView extends VBox {
    private static final Texts TEXTS = Texts.of(SettingsView.class);
    private static final List<Integer> SCALES = List.of(0, 75, 100, 125, 150, 175, 200, 250, 300);

    private final SettingsModel model;
    private final ComboBox<ThemeChoice> theme;

    /**
     * @param resetLayout puts panels where they were at the first start
     * @param keys shows the keys, to be changed
     * @param hide closes it
     */
    SettingsView(SettingsModel model, Runnable resetLayout, Runnable keys, Runnable hide) {
        this.model = model;
        setId("settings");
        getStyleClass().add("settings");
        var title = new Label(TEXTS.get("settings.title"));
        title.getStyleClass().add("overlay-title");
        var close = new Button(null, new FontIcon("mdi2c-close"));
        close.setId("settings-close");
        close.getStyleClass().addAll("flat", "button-icon");
        close.setAccessibleText(TEXTS.get("overlay.close"));
        close.setOnAction(event -> hide.run());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        this.theme = box("settings-theme", List.of(ThemeChoice.values()), choice -> "theme." + id(choice));
        theme.setOnAction(event -> model.look(look -> look.withTheme(theme.getValue())));
        ComboBox<Language> language =
                box("settings-language", List.of(Language.values()), choice -> "language." + id(choice));
        language.setOnAction(event -> model.look(look -> look.withLanguage(language.getValue())));
        ComboBox<Integer> scale = scales();
        var reset = new Button(TEXTS.get("action.reset-layout"));
        reset.setId("settings-reset-layout");
        reset.setOnAction(event -> resetLayout.run());

        var changeKeys = new Button(TEXTS.get("settings.change-keys"));
        changeKeys.setId("settings-keys");
        changeKeys.setOnAction(event -> keys.run());

        var form = new GridPane();
        form.getStyleClass().add("settings-form");
        row(form, "settings.theme", theme, "");
        row(form, "settings.text", textSize(), "");
        row(form, "settings.language", language, TEXTS.get("settings.next-start"));
        row(form, "settings.scale", scale, TEXTS.get("settings.next-start"));
        row(form, "settings.keys", changeKeys, "");
        form.add(reset, 1, form.getRowCount());
        getChildren().addAll(new HBox(title, space, close), form);

        Runnable show = () -> {
            Look look = model.settings().look();
            theme.setValue(look.theme());
            language.setValue(look.language());
            scale.setValue(look.scalePercent());
        };
        model.settingsProperty().addListener((observable, before, now) -> show.run());
        show.run();
    }

    /** What gets the keyboard. */
    Node first() {
        return theme;
    }

    private Node textSize() {
        var slider = new Slider(
                Look.SMALLEST_TEXT, Look.LARGEST_TEXT, model.settings().look().textPercent());
        slider.setId("settings-text");
        slider.setAccessibleText(TEXTS.get("settings.text"));
        slider.setBlockIncrement(Look.TEXT_STEP);
        slider.setMajorTickUnit(Look.TEXT_STEP);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        var shown = new Label();
        shown.setId("settings-text-percent");
        shown.getStyleClass().add("number");
        shown.setMinWidth(Region.USE_PREF_SIZE);
        shown.textProperty().bind(model.settingsProperty().map(now -> now.look().textPercent() + " %"));
        // While the knob is held nothing changes: the slider would move away under the pointer.
        slider.valueProperty().addListener((observable, before, now) -> {
            if (!slider.isValueChanging()) {
                set(now.doubleValue());
            }
        });
        slider.valueChangingProperty().addListener((observable, before, changing) -> {
            if (!changing) {
                set(slider.getValue());
            }
        });
        model.settingsProperty()
                .addListener(
                        (observable, before, now) -> slider.setValue(now.look().textPercent()));
        HBox.setHgrow(slider, Priority.ALWAYS);
        return new HBox(8, slider, shown);
    }

    private void set(double percent) {
        int rounded = (int) Math.round(percent / Look.TEXT_STEP) * Look.TEXT_STEP;
        model.look(look -> look.withTextPercent(rounded));
    }

    private ComboBox<Integer> scales() {
        var box = new ComboBox<>(FXCollections.observableList(SCALES));
        box.setId("settings-scale");
        box.setConverter(new Worded<>(percent -> percent == 0 ? TEXTS.get("scale.system") : percent + " %"));
        box.setMaxWidth(Double.MAX_VALUE);
        box.setOnAction(event -> model.look(look -> look.withScalePercent(box.getValue())));
        return box;
    }

    private static <T> ComboBox<T> box(String id, List<T> choices, Function<T, String> key) {
        var box = new ComboBox<>(FXCollections.observableList(choices));
        box.setId(id);
        box.setConverter(new Worded<>(choice -> TEXTS.get(key.apply(choice))));
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    private static void row(GridPane form, String key, Node control, String note) {
        var label = new Label(TEXTS.get(key));
        label.setLabelFor(control);
        label.setMinWidth(Region.USE_PREF_SIZE);
        control.setAccessibleText(TEXTS.get(key));
        var after = new Label(note);
        after.getStyleClass().addAll("muted", "small-text");
        after.setMinWidth(Region.USE_PREF_SIZE);
        form.addRow(form.getRowCount(), label, control, after);
    }

    private static String id(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
