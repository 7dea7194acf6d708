package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.WrapBar;

/** How the weights of the desk are applied: the fusion method and its settings, made from its own description. */
final class MethodBar {
    private static final Texts TEXTS = Texts.of(MethodBar.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final MixModel model;
    private final WrapBar bar = new WrapBar();
    private final ComboBox<FusionMethod> methods = new ComboBox<>();
    private final TextField settings = new TextField();
    private boolean showing;

    MethodBar(MixModel model) {
        this.model = model;
        methods.setId("mix-method");
        methods.getStyleClass().add("small");
        methods.setAccessibleText(TEXTS.get("method"));
        methods.setConverter(new Worded<>(GLOSSARY::title));
        methods.valueProperty().addListener((observable, before, now) -> {
            if (!showing && now != null) {
                choose(now);
            }
        });
        settings.setId("mix-method-settings");
        settings.getStyleClass().add("small");
        settings.setAccessibleText(TEXTS.get("method.settings"));
        settings.setOnAction(event -> enter());
        settings.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                enter();
            }
        });
        HBox.setHgrow(settings, Priority.ALWAYS);
        var label = new Label(TEXTS.get("method.label"));
        label.getStyleClass().addAll("muted", "small-text");
        label.setLabelFor(methods);
        settings.managedProperty().bind(settings.visibleProperty());
        bar.getChildren().addAll(label, methods, settings);
    }

    WrapBar bar() {
        return bar;
    }

    /** Shows a recipe's method. */
    void show(FusionMethod current) {
        showing = true;
        List<FusionMethod> all = new ArrayList<>(FusionMethod.standard());
        all.replaceAll(one -> one.id().equals(current.id()) ? current : one);
        if (!methods.getItems().equals(all)) {
            methods.setItems(FXCollections.observableArrayList(all));
        }
        methods.setValue(current);
        methods.setTooltip(tooltip(GLOSSARY.formula(current) + "\n" + current.reference()));
        settings.setText(text(current));
        settings.setTooltip(tooltip(current.parameters().stream()
                .map(one -> GLOSSARY.line(current.id(), one))
                .collect(Collectors.joining("\n"))));
        settings.pseudoClassStateChanged(INVALID, false);
        settings.setVisible(!current.parameters().isEmpty());
        showing = false;
    }

    private static Tooltip tooltip(String text) {
        var tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.getStyleClass().add("formula-tip");
        return tooltip;
    }

    /** What stands behind the colon. */
    private static String text(FusionMethod method) {
        String format = method.format();
        return format.substring(Math.min(format.length(), method.id().length() + 1));
    }

    private void enter() {
        FusionMethod current = model.method();
        String entered = settings.getText().strip();
        if (showing || entered.equals(text(current))) {
            return;
        }
        try {
            choose(FusionMethod.parse(current.id() + (entered.isEmpty() ? "" : ":" + entered)));
        } catch (StockpotException e) {
            settings.pseudoClassStateChanged(INVALID, true);
            model.refuse(e.getMessage());
        }
    }

    private void choose(FusionMethod wanted) {
        model.fuseBy(wanted);
        show(model.method());
    }
}
