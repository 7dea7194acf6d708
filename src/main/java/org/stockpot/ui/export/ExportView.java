package org.stockpot.ui.export;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.DataRef;
import org.stockpot.session.ExportFormat;
import org.stockpot.session.Exported;
import org.stockpot.session.SavedCheck;

/** The export panel: what and where to, and proof of what was written. Layout and bindings only. */
public final class ExportView extends ScrollPane {
    private static final int CARD_ROWS = 14;

    private final ExportModel model;
    private final TextField target = new TextField();
    /** Kept here, for a binding that nobody holds is forgotten. */
    private final ObservableValue<List<DataRef>> sets;

    private final ExportChoices choices;
    private final TextArea card = new TextArea();
    private final VBox result = new VBox();

    public ExportView(ExportModel model) {
        this.model = model;
        this.sets = model.batchNormProperty();
        this.choices = new ExportChoices(sets, model::hasBatchNorm, this::preview, this::renamed);
        setId("export-view");
        setFitToWidth(true);
        getStyleClass().add("edge-to-edge");
        var text =
                new Label("Writes the mix on the sliders with its recipe inside. The file is opened anew and tried on"
                        + " images before it is kept.");
        text.setWrapText(true);
        text.getStyleClass().addAll("muted", "small-text");
        text.setMinHeight(Region.USE_PREF_SIZE);
        result.setId("export-result");
        result.getStyleClass().add("form");
        var page = new VBox(text, choices, card(), target(), button(), result);
        page.getStyleClass().add("export-view");
        setContent(page);
        model.lastProperty().addListener((observable, before, now) -> show(now));
        show(model.lastProperty().get());
    }

    /** Asks for a file, then exports to it. */
    public void chooseAndExport() {
        choose();
        if (!target.getText().isBlank()) {
            export();
        }
    }

    /** Asks for a file, then writes a report to it. */
    public void chooseAndReport() {
        var chooser = new FileChooser();
        chooser.setTitle("Write a report about the mix");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("HTML", "*.html"));
        chooser.setInitialFileName("report.html");
        Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
                .map(File::toPath)
                .ifPresent(model::report);
    }

    private Node target() {
        target.setId("export-target");
        target.getStyleClass().add("small");
        target.setPromptText("soup" + choices.format().ending());
        target.setAccessibleText("File to write");
        target.setOnAction(event -> export());
        HBox.setHgrow(target, Priority.ALWAYS);
        var browse = new Button(null, new FontIcon("mdi2f-folder-outline"));
        browse.setId("export-browse");
        browse.getStyleClass().addAll("small", "button-icon");
        browse.setAccessibleText("Choose a file");
        browse.setTooltip(new Tooltip("Choose a file…"));
        browse.setOnAction(event -> choose());
        var row = new HBox(target, browse);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node card() {
        card.setId("export-card-text");
        card.setEditable(false);
        card.setPrefRowCount(CARD_ROWS);
        card.setMinHeight(Region.USE_PREF_SIZE);
        card.getStyleClass().addAll("small-text", "code");
        card.setAccessibleText("Model card, as it would be written");
        card.textProperty().bind(model.cardProperty());
        card.visibleProperty().bind(card.textProperty().isNotEmpty());
        card.managedProperty().bind(card.visibleProperty());
        return card;
    }

    private Node button() {
        var export = new Button("Export", new FontIcon("mdi2e-export"));
        export.setId("export-start");
        export.getStyleClass().addAll("accent", "small");
        export.setMaxWidth(Double.MAX_VALUE);
        StringBinding why = Bindings.createStringBinding(
                this::why, model.runningProperty(), target.textProperty(), model.emptyProperty());
        export.disableProperty().bind(why.isNotEmpty());
        export.setOnAction(event -> export());
        var reason = new Label();
        reason.setId("export-why");
        reason.getStyleClass().addAll("muted", "small-text");
        reason.textProperty().bind(why);
        reason.visibleProperty().bind(why.isNotEmpty());
        reason.managedProperty().bind(reason.visibleProperty());
        var report = new Button("Report…", new FontIcon("mdi2f-file-document-outline"));
        report.setId("export-report");
        report.getStyleClass().add("small");
        report.setMaxWidth(Double.MAX_VALUE);
        report.setTooltip(new Tooltip("Measure everything and write a report about the mix"));
        report.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.runningProperty().get()
                                || model.emptyProperty().getValue(),
                        model.runningProperty(),
                        model.emptyProperty()));
        report.setOnAction(event -> chooseAndReport());
        var both = new VBox(export, reason, report);
        both.getStyleClass().add("form");
        return both;
    }

    /** Why nothing can be exported now; empty if it can. */
    private String why() {
        if (model.runningProperty().get()) {
            return "Writing and trying the file…";
        }
        if (model.emptyProperty().getValue()) {
            return "Add ingredients to the library first.";
        }
        return target.getText().isBlank() ? "Name the file to write." : "";
    }

    private void choose() {
        String ending = choices.format().ending();
        var chooser = new FileChooser();
        chooser.setTitle("Export the mix");
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(choices.format().id(), "*" + ending));
        chooser.setInitialFileName("soup" + ending);
        Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(target::setText);
    }

    /** A name that was typed follows the format. */
    private void renamed(ExportFormat before, ExportFormat now) {
        target.setPromptText("soup" + now.ending());
        String name = target.getText();
        if (name.endsWith(before.ending())) {
            target.setText(name.substring(0, name.length() - before.ending().length()) + now.ending());
        }
    }

    private void export() {
        if (!target.getText().isBlank()) {
            model.export(choices.order(Path.of(target.getText().strip())));
        }
    }

    private void preview() {
        String name = target.getText().isBlank()
                ? target.getPromptText()
                : target.getText().strip();
        model.preview(choices.order(Path.of(name)));
    }

    private void show(Optional<Exported> exported) {
        result.getChildren().clear();
        exported.ifPresent(done -> {
            result.getChildren().add(proof(done));
            done.batchNorm()
                    .ifPresent(anew -> anew.sentences()
                            .forEach(sentence -> result.getChildren().add(words(sentence))));
            done.roundingSentences().forEach(sentence -> result.getChildren().add(words(sentence)));
            if (done.check() instanceof SavedCheck.SameLogits same) {
                same.leftOut().forEach(sentence -> result.getChildren().add(words("Left out: " + sentence)));
            }
            result.getChildren()
                    .addAll(
                            line("Written", "export-file", done.file().toString()),
                            line("SHA-256", "export-sha256", done.sha256()),
                            line("Size", "export-size", String.format(Locale.ROOT, "%,d bytes", done.bytes())));
            done.card()
                    .ifPresent(
                            file -> result.getChildren().add(line("Model card", "export-card-file", file.toString())));
        });
    }

    /** That the file is the mix, as it was made sure. */
    private static Node proof(Exported done) {
        var label = new Label(done.check().sentence(), new FontIcon("mdi2c-check-decagram"));
        label.setId("export-proof");
        label.getStyleClass().add("gain");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node words(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll("muted", "small-text");
        return label;
    }

    private static Node line(String name, String id, String text) {
        var label = new Label(name);
        label.getStyleClass().addAll("muted", "small-text");
        var value = new TextField(text);
        value.setId(id);
        value.setEditable(false);
        value.getStyleClass().addAll("small", "read-only");
        value.setAccessibleText(name);
        HBox.setHgrow(value, Priority.ALWAYS);
        var copy = new Button(null, new FontIcon("mdi2c-content-copy"));
        copy.setId(id + "-copy");
        copy.getStyleClass().addAll("flat", "small", "button-icon");
        copy.setAccessibleText("Copy " + name);
        copy.setTooltip(new Tooltip("Copy"));
        copy.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
        var row = new HBox(value, copy);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(label, row);
    }
}
