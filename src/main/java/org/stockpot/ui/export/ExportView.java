package org.stockpot.ui.export;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
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
import org.stockpot.session.Exported;

/** The export panel: where to, and proof of what was written. Layout and bindings only. */
public final class ExportView extends VBox {
    private final ExportModel model;
    private final TextField target = new TextField();
    private final VBox result = new VBox();

    public ExportView(ExportModel model) {
        this.model = model;
        setId("export-view");
        getStyleClass().addAll("export-view");
        var text = new Label("Writes the mix on the sliders as one safetensors file, with the recipe inside. "
                + "It is, bit for bit, the model that was measured.");
        text.setWrapText(true);
        text.getStyleClass().addAll("muted", "small-text");
        text.setMinHeight(Region.USE_PREF_SIZE);
        result.setId("export-result");
        result.getStyleClass().add("form");
        getChildren().addAll(text, target(), button(), result);
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

    private Node target() {
        target.setId("export-target");
        target.getStyleClass().add("small");
        target.setPromptText("soup.safetensors");
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

    private Node button() {
        var export = new Button("Export", new FontIcon("mdi2e-export"));
        export.setId("export-start");
        export.getStyleClass().addAll("accent", "small");
        export.setMaxWidth(Double.MAX_VALUE);
        export.disableProperty()
                .bind(model.runningProperty().or(target.textProperty().isEmpty()));
        export.setOnAction(event -> export());
        return export;
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle("Export the mix");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("safetensors", "*" + ExportModel.ENDING));
        chooser.setInitialFileName("soup" + ExportModel.ENDING);
        Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(target::setText);
    }

    private void export() {
        if (!target.getText().isBlank()) {
            model.export(Path.of(target.getText().strip()));
        }
    }

    private void show(Optional<Exported> exported) {
        result.getChildren().clear();
        exported.ifPresent(done -> result.getChildren()
                .addAll(
                        line("Written", "export-file", done.file().toString()),
                        line("SHA-256", "export-sha256", done.sha256()),
                        line("Size", "export-size", String.format(Locale.ROOT, "%,d bytes", done.bytes()))));
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
