package org.stockpot.ui.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.stockpot.fuse.Parameter;
import org.stockpot.search.SearchPlan;
import org.stockpot.ui.state.Ids;

/** A field per setting of a search plan, made from the plan's own description. */
final class PlanForm extends GridPane {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Map<String, Supplier<String>> values = new LinkedHashMap<>();

    PlanForm(SearchPlan plan) {
        getStyleClass().add("plan-form");
        var text = new ColumnConstraints();
        text.setHgrow(Priority.ALWAYS);
        text.setMinWidth(60);
        var field = new ColumnConstraints(110);
        field.setFillWidth(true);
        getColumnConstraints().addAll(text, field);
        for (Parameter parameter : plan.parameters()) {
            var label = new Label(words(parameter.name()));
            var tooltip = new Tooltip(parameter.help() + "\n" + parameter);
            label.setTooltip(tooltip);
            Control control = control(parameter);
            control.setId("search-" + Ids.of(words(parameter.name())));
            control.setTooltip(tooltip);
            control.setAccessibleText(words(parameter.name()) + ": " + parameter.help());
            control.getStyleClass().add("small");
            label.setLabelFor(control);
            addRow(getRowCount(), label, control);
        }
    }

    /** The values as entered. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> settings.put(name, value.get()));
        return settings;
    }

    private Control control(Parameter parameter) {
        if (parameter.kind() instanceof Parameter.Flag) {
            var box = new CheckBox();
            box.setSelected(Boolean.parseBoolean(parameter.initial()));
            values.put(parameter.name(), () -> Boolean.toString(box.isSelected()));
            return box;
        }
        if (parameter.kind() instanceof Parameter.Choice choice) {
            var box = new ComboBox<>(FXCollections.observableArrayList(choice.words()));
            box.setValue(parameter.initial());
            box.setMaxWidth(Double.MAX_VALUE);
            values.put(parameter.name(), box::getValue);
            return box;
        }
        var field = new TextField(parameter.initial());
        field.textProperty()
                .addListener((observable, before, now) ->
                        field.pseudoClassStateChanged(INVALID, !parameter.kind().allows(now.strip())));
        values.put(parameter.name(), field::getText);
        return field;
    }

    /** {@code phase2EvaluationsPerDimension} as {@code phase 2 evaluations per dimension}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z]|\\d+)", " $1").toLowerCase(java.util.Locale.ROOT);
    }
}
