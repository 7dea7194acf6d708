package org.stockpot.ui.search;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.search.CookPlan;
import org.stockpot.session.Cooked;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.files.FileType;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Links;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** Makes a checkpoint by a method that no mixing weights express, and shows what it is worth. Layout and bindings only. */
final class CookForm extends VBox {
    private static final Texts TEXTS = Texts.of(CookForm.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private static final String ENDING = ".safetensors";

    private final CookModel model;
    private final FileDialogs dialogs;
    private final ComboBox<CookPlan> plan = new ComboBox<>();
    private final Label about = new Label();
    private final Hyperlink reference = new Hyperlink();
    private final VBox settings = new VBox();
    private final TextField target = new TextField();
    private final CheckBox adding = new CheckBox(TEXTS.get("cook.adding"));
    private final Label why = new Label();
    private final Label question = new Label();
    private final VBox result = new VBox();
    private final ObservableValue<Boolean> empty;
    private PlanForm form = new PlanForm("", List.of(), "cook", () -> {});

    CookForm(CookModel model, Links links, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        this.empty = model.emptyProperty();
        setId("cook-form");
        getStyleClass().add("search-form");
        plan.setId("cook-method");
        plan.setMaxWidth(Double.MAX_VALUE);
        plan.setAccessibleText(TEXTS.get("method"));
        plan.setConverter(new Worded<>(GLOSSARY::title));
        plan.getItems().setAll(CookModel.plans());
        about.setId("cook-about");
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        about.getStyleClass().add("small-text");
        reference.setId("cook-reference");
        reference.getStyleClass().add("small-text");
        reference.setWrapText(true);
        reference.setOnAction(
                event -> Links.address(plan.getValue().reference()).ifPresent(links::open));
        var label = new Label(TEXTS.get("method"));
        label.getStyleClass().add("form-title");
        label.setLabelFor(plan);
        result.setId("cook-result");
        result.getStyleClass().add("form");
        var inputs = new VBox(label, plan, about, reference, settings, file(), adding, result);
        inputs.getStyleClass().add("search-inputs");
        adding.setId("cook-add");
        adding.setWrapText(true);
        adding.setMinHeight(Region.USE_PREF_SIZE);
        adding.setSelected(true);
        var scroll = new ScrollPane(inputs);
        scroll.setId("cook-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, foot());
        plan.valueProperty().addListener((observable, before, now) -> choose(now));
        plan.setValue(plan.getItems().get(0));
        target.textProperty().addListener(observable -> judge());
        empty.addListener(observable -> judge());
        model.lastProperty().addListener((observable, before, now) -> now.ifPresent(this::show));
        model.lastProperty().get().ifPresent(this::show);
        judge();
    }

    private Node file() {
        target.setId("cook-target");
        target.setPromptText("cooked" + ENDING);
        target.setAccessibleText(TEXTS.get("cook.file"));
        HBox.setHgrow(target, Priority.ALWAYS);
        var browse = new Button(null, new FontIcon("mdi2f-folder-outline"));
        browse.setId("cook-browse");
        browse.getStyleClass().add("button-icon");
        browse.setAccessibleText(TEXTS.get("cook.browse"));
        browse.setTooltip(new Tooltip(TEXTS.get("cook.browse")));
        browse.setOnAction(event -> browse());
        var row = new HBox(target, browse);
        row.getStyleClass().add("form-row");
        var label = new Label(TEXTS.get("cook.file"));
        label.getStyleClass().add("form-title");
        label.setLabelFor(target);
        return new VBox(4, label, row);
    }

    private Node foot() {
        var start = new Button(TEXTS.get("cook.start"), new FontIcon("mdi2p-pot-steam-outline"));
        start.setId("cook-start");
        start.getStyleClass().add("accent");
        start.setMaxWidth(Double.MAX_VALUE);
        start.disableProperty().bind(why.textProperty().isNotEmpty());
        start.setOnAction(event -> path().ifPresent(
                        file -> model.start(plan.getValue().id(), form.settings(), file, adding.isSelected())));
        why.setId("cook-why");
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        why.getStyleClass().addAll("muted", "small-text");
        why.visibleProperty().bind(why.textProperty().isNotEmpty());
        why.managedProperty().bind(why.visibleProperty());
        var foot = new VBox(start, why, question());
        foot.getStyleClass().addAll("form", "search-foot");
        return foot;
    }

    private Node question() {
        question.setId("cook-question");
        question.setWrapText(true);
        question.setMinHeight(Region.USE_PREF_SIZE);
        var overwrite = new Button(TEXTS.get("cook.overwrite"));
        overwrite.setId("cook-overwrite");
        overwrite.getStyleClass().addAll("danger", "small");
        overwrite.setOnAction(event -> model.answer(true));
        var keep = new Button(TEXTS.get("cook.keep"));
        keep.setId("cook-keep");
        keep.getStyleClass().add("small");
        keep.setOnAction(event -> model.answer(false));
        var buttons = new HBox(overwrite, keep);
        buttons.getStyleClass().add("form-row");
        var box = new VBox(question, buttons);
        box.getStyleClass().addAll("form", "question");
        box.visibleProperty().bind(model.questionProperty().map(Optional::isPresent));
        box.managedProperty().bind(box.visibleProperty());
        model.questionProperty()
                .addListener((observable, before, now) -> question.setText(now.map(asked -> TEXTS.get(
                                "cook.question", asked.order().target().toString()))
                        .orElse("")));
        return box;
    }

    private void choose(CookPlan chosen) {
        about.setText(GLOSSARY.about(chosen));
        reference.setText(chosen.reference());
        form = new PlanForm(chosen.id(), chosen.parameters(), "cook", this::judge);
        settings.getChildren().setAll(form);
        judge();
    }

    private void judge() {
        why.setText(why());
    }

    private String why() {
        // Read before all else: what is lazy tells of its next change only after it was read.
        boolean nothing = empty.getValue();
        if (model.runningProperty().get()) {
            return TEXTS.get("cook.running");
        }
        if (nothing) {
            return TEXTS.get("problem.no-ingredients");
        }
        String lacking = model.lacking(plan.getValue()).stream()
                .map(need -> TEXTS.get("lacks." + need.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
        if (!lacking.isEmpty()) {
            return lacking;
        }
        return form.problem().orElse(path().isEmpty() ? TEXTS.get("cook.no-name") : "");
    }

    private Optional<Path> path() {
        String name = target.getText().strip();
        boolean readable = true;
        Optional<Path> path = Optional.empty();
        try {
            path = name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            readable = false;
        }
        target.pseudoClassStateChanged(INVALID, !readable);
        return path;
    }

    private void browse() {
        dialogs.name(new FileDialogs.Target(
                        FileKind.EXPORT,
                        TEXTS.get("cook.browse"),
                        plan.getValue().id() + ENDING,
                        FileType.of("safetensors", ENDING)))
                .ifPresent(file -> target.setText(file.toString()));
    }

    private void show(Cooked cooked) {
        result.getChildren()
                .setAll(line(TEXTS.get(
                        "cook.written",
                        cooked.file().toString(),
                        String.format(Locale.ROOT, "%,d", cooked.tensors()),
                        String.format(Locale.ROOT, "%,d", cooked.images()))));
        for (int set = 0; set < cooked.after().size(); set++) {
            Evaluation before = cooked.before().get(set);
            Evaluation after = cooked.after().get(set);
            result.getChildren()
                    .add(line(TEXTS.get(
                            "cook.set",
                            after.set(),
                            Figures.accuracy(before),
                            Figures.accuracy(after),
                            GLOSSARY.words(cooked.comparisons().get(set).told()))));
        }
    }

    private static Label line(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("small-text");
        return label;
    }
}
