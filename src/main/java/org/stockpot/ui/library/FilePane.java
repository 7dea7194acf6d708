package org.stockpot.ui.library;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.FileReport;
import org.stockpot.session.Source;
import org.stockpot.session.SourceDetails;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Where a checkpoint lies, what identifies it, what is written in it beside the weights. Layout and bindings only. */
final class FilePane extends ScrollPane {
    private static final Texts TEXTS = Texts.of(FilePane.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();

    private final DetailsModel model;
    private final GridPane facts = new GridPane();
    private final VBox content = new VBox();

    FilePane(DetailsModel model) {
        this.model = model;
        setId("details-file");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        facts.getStyleClass().add("details-facts");
        content.getStyleClass().add("details-file");
        setContent(content);
        InvalidationListener show = changed -> show();
        model.selectedProperty().addListener(show);
        model.headersProperty().addListener(show);
        model.reportProperty().addListener(show);
        show();
    }

    private void show() {
        facts.getChildren().clear();
        content.getChildren().setAll(facts);
        Optional<Source> selected = model.selectedProperty().get();
        if (selected.isEmpty()) {
            return;
        }
        Source source = selected.get();
        copied("details-path", TEXTS.get("file.path"), source.path().toString());
        Optional<String> sha256 = model.sha256(source);
        if (sha256.isPresent()) {
            copied("details-sha256", "SHA-256", sha256.get());
        } else {
            plain("details-sha256", "SHA-256", TEXTS.get("file.not-read"));
        }
        DetailsModel.Header header = model.headersProperty().get().get(source.path());
        if (header == null) {
            plain("details-format", TEXTS.get("file.format"), TEXTS.get("card.reading"));
        } else if (header.details().isPresent()) {
            details(header.details().get());
        } else {
            plain("details-problem", TEXTS.get("file.problem"), header.problem());
        }
        findings(model.reportProperty().get().of(source));
        if (header != null) {
            header.details().ifPresent(found -> metadata(found.metadata()));
        }
    }

    private void details(SourceDetails found) {
        plain("details-format", TEXTS.get("file.format"), found.format());
        plain(
                "details-size",
                TEXTS.get("file.size"),
                TEXTS.get("file.bytes", Sizes.bytes(found.bytes()), String.format(Locale.ROOT, "%,d", found.bytes())));
        plain("details-dtypes", TEXTS.get("file.dtypes"), String.join(", ", found.dtypes()));
        plain(
                "details-values",
                TEXTS.get("file.values"),
                TEXTS.get(
                        "file.in-tensors",
                        Sizes.count(found.elements()),
                        found.tensors().size()));
        if (found.files().size() > 1) {
            plain(
                    "details-files",
                    TEXTS.get("file.files"),
                    found.files().stream()
                            .map(file -> String.valueOf(file.getFileName()))
                            .collect(Collectors.joining("\n")));
        }
    }

    private void findings(FileReport report) {
        String text = report.findings().stream()
                .map(one -> GLOSSARY.words(one.told()) + " "
                        + ADVICE.of(one.advised().map(GLOSSARY::words).orElse(""), one.hints()))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        if (text.isEmpty()) {
            text = TEXTS.get(report.examined() ? "file.fine" : "file.not-examined");
        }
        plain("details-findings", TEXTS.get("file.findings"), text);
    }

    private void metadata(Map<String, String> metadata) {
        var title = new Label(TEXTS.get("file.metadata"));
        title.getStyleClass().add("section");
        content.getChildren().add(title);
        if (metadata.isEmpty()) {
            var none = new Label(TEXTS.get("file.no-metadata"));
            none.setId("details-metadata");
            none.getStyleClass().add("muted");
            content.getChildren().add(none);
            return;
        }
        var grid = new GridPane();
        grid.setId("details-metadata");
        grid.getStyleClass().add("details-facts");
        metadata.forEach((key, value) -> grid.addRow(grid.getRowCount(), key(key), words(value)));
        content.getChildren().add(grid);
    }

    private void plain(String id, String name, String value) {
        Label words = words(value);
        words.setId(id);
        facts.addRow(facts.getRowCount(), key(name), words);
    }

    /** A text that can be selected and copied. */
    private void copied(String id, String name, String value) {
        var field = new TextField(value);
        field.setId(id);
        field.setEditable(false);
        field.getStyleClass().add("details-copied");
        field.setAccessibleText(name);
        HBox.setHgrow(field, Priority.ALWAYS);
        String help = TEXTS.get("file.copy", name);
        var copy = new Button(null, new FontIcon("mdi2c-content-copy"));
        copy.setId(id + "-copy");
        copy.getStyleClass().addAll("flat", "small", "button-icon");
        copy.setAccessibleText(help);
        copy.setTooltip(new Tooltip(help));
        copy.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(value);
            Clipboard.getSystemClipboard().setContent(content);
        });
        var row = new HBox(field, copy);
        GridPane.setHgrow(row, Priority.ALWAYS);
        facts.addRow(facts.getRowCount(), key(name), row);
    }

    private static Label key(String name) {
        var key = new Label(name);
        key.getStyleClass().add("muted");
        key.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(key, VPos.TOP);
        return key;
    }

    private static Label words(String value) {
        var words = new Label(value);
        words.setWrapText(true);
        words.setMinWidth(0);
        words.setMinHeight(Region.USE_PREF_SIZE);
        GridPane.setHgrow(words, Priority.ALWAYS);
        return words;
    }
}
