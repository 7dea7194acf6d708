package org.stockpot.ui.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.fuse.Parameter;
import org.stockpot.search.Optimiser;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/**
 * A field per setting of a method, made from the method's own description, with its help below. An optimiser has its own
 * settings in a form inside this one.
 */
final class PlanForm extends GridPane {
    private static final Texts TEXTS = Texts.of(PlanForm.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String OPTIMISER = "optimiser";
    private static final String OPTIMISER_SETTINGS = "optimiserSettings";
    private static final double FIELD = 150;

    private final String owner;
    private final String prefix;
    private final Runnable changed;
    private final Map<String, Supplier<String>> values = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final VBox inner = new VBox();

    /**
     * @param owner id of the method that has the settings
     * @param prefix of the ids
     * @param changed runs after every change of a value
     */
    PlanForm(String owner, List<Parameter> described, String prefix, Runnable changed) {
        this.owner = owner;
        this.prefix = prefix;
        this.changed = changed;
        getStyleClass().add("plan-form");
        var text = new ColumnConstraints();
        text.setHgrow(Priority.ALWAYS);
        text.setMinWidth(60);
        var field = new ColumnConstraints(FIELD);
        field.setFillWidth(true);
        getColumnConstraints().addAll(text, field);
        boolean chooses = described.stream().anyMatch(one -> one.name().equals(OPTIMISER));
        for (Parameter parameter : described) {
            parameters.put(parameter.name(), parameter);
            if (chooses && parameter.name().equals(OPTIMISER_SETTINGS)) {
                values.put(parameter.name(), this::pairs);
                add(inner, 0, getRowCount(), 2, 1);
            } else {
                row(parameter);
            }
        }
    }

    /** The values as entered. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> settings.put(name, value.get()));
        return settings;
    }

    /** What is wrong with the first value that is not allowed; empty if all are. */
    Optional<String> problem() {
        for (Map.Entry<String, Supplier<String>> one : values.entrySet()) {
            Parameter parameter = parameters.get(one.getKey());
            if (parameter != null
                    && !parameter.kind().allows(one.getValue().get().strip())) {
                return Optional.of(
                        TEXTS.get("setting.not-allowed", GLOSSARY.name(parameter), GLOSSARY.range(parameter.kind())));
            }
        }
        return inner.getChildren().stream()
                .filter(PlanForm.class::isInstance)
                .findFirst()
                .flatMap(form -> ((PlanForm) form).problem());
    }

    private void row(Parameter parameter) {
        String name = GLOSSARY.name(parameter);
        var label = new Label(name);
        label.setWrapText(true);
        var help = new Label(help(parameter));
        help.setWrapText(true);
        help.setMinHeight(Region.USE_PREF_SIZE);
        help.getStyleClass().addAll("muted", "small-text", "form-help");
        Control control = control(parameter, help);
        control.setId(prefix + "-" + Ids.of(words(parameter.name())));
        control.setAccessibleText(name);
        control.setAccessibleHelp(help(parameter));
        control.getStyleClass().add("small");
        label.setLabelFor(control);
        int row = getRowCount();
        addRow(row, label, control);
        add(help, 0, row + 1, 2, 1);
    }

    private Control control(Parameter parameter, Label help) {
        if (parameter.kind() instanceof Parameter.Flag) {
            var box = new CheckBox();
            box.setSelected(Boolean.parseBoolean(parameter.initial()));
            box.selectedProperty().addListener(observable -> changed.run());
            values.put(parameter.name(), () -> Boolean.toString(box.isSelected()));
            return box;
        }
        if (parameter.kind() instanceof Parameter.Choice choice) {
            boolean optimiser = parameter.name().equals(OPTIMISER);
            ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList(choice.words()));
            box.setConverter(new Worded<>(
                    optimiser ? word -> GLOSSARY.title(optimiser(word)) : word -> GLOSSARY.choice(parameter, word)));
            box.setMaxWidth(Double.MAX_VALUE);
            values.put(parameter.name(), box::getValue);
            box.valueProperty().addListener((observable, before, now) -> {
                if (optimiser) {
                    nest(optimiser(now));
                }
                changed.run();
            });
            box.setValue(parameter.initial());
            return box;
        }
        var field = new TextField(parameter.initial());
        field.textProperty().addListener((observable, before, now) -> {
            boolean allowed = parameter.kind().allows(now.strip());
            field.pseudoClassStateChanged(INVALID, !allowed);
            help.pseudoClassStateChanged(INVALID, !allowed);
            help.setText(allowed ? help(parameter) : TEXTS.get("setting.expected", GLOSSARY.range(parameter.kind())));
            changed.run();
        });
        values.put(parameter.name(), field::getText);
        return field;
    }

    private void nest(Optimiser chosen) {
        List<Node> shown = inner.getChildren();
        shown.clear();
        var reference = new Label(GLOSSARY.reference(chosen));
        reference.setWrapText(true);
        reference.getStyleClass().addAll("muted", "small-text");
        shown.add(reference);
        if (!chosen.parameters().isEmpty()) {
            var form = new PlanForm(chosen.id(), chosen.parameters(), prefix + "-" + OPTIMISER, changed);
            form.getStyleClass().add("nested-form");
            shown.add(form);
        }
    }

    /** The settings of the optimiser that are not its usual ones. */
    private String pairs() {
        return inner.getChildren().stream()
                .filter(PlanForm.class::isInstance)
                .map(PlanForm.class::cast)
                .flatMap(form -> form.settings().entrySet().stream()
                        .filter(one -> !Optional.ofNullable(form.parameters.get(one.getKey()))
                                .map(Parameter::initial)
                                .equals(Optional.of(one.getValue().strip()))))
                .map(one -> one.getKey() + "=" + one.getValue().strip())
                .collect(Collectors.joining(","));
    }

    private static Optimiser optimiser(String id) {
        try {
            return Optimiser.standard(id);
        } catch (StockpotException e) {
            throw new IllegalStateException(e);
        }
    }

    private String help(Parameter parameter) {
        return parameter.kind() instanceof Parameter.Flag || parameter.kind() instanceof Parameter.Choice
                ? GLOSSARY.help(owner, parameter)
                : TEXTS.get("setting.help", GLOSSARY.help(owner, parameter), GLOSSARY.range(parameter.kind()));
    }

    /** {@code phase2EvaluationsPerDimension} as {@code phase 2 evaluations per dimension}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z]|\\d+)", " $1").toLowerCase(Locale.ROOT);
    }
}
