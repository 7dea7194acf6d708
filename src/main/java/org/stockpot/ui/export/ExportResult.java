package org.stockpot.ui.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
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
import org.stockpot.session.Exported;
import org.stockpot.session.SavedCheck;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Proof of what was written, set by set, and the files written before. */
final class ExportResult extends VBox {
    private static final Texts TEXTS = Texts.of(ExportResult.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();

    private final VBox result = new VBox();
    private final VBox recent = new VBox();

    ExportResult(ExportModel model) {
        getStyleClass().add("form");
        result.setId("export-result");
        result.getStyleClass().add("form");
        recent.setId("export-recent");
        getChildren().addAll(result, recent);
        model.lastProperty().addListener((observable, before, now) -> show(now));
        show(model.lastProperty().get());
        model.recent().addListener((ListChangeListener<Exported>) change -> list(model.recent()));
        list(model.recent());
    }

    private void show(Optional<Exported> exported) {
        result.getChildren().setAll(title("title.result"));
        if (exported.isEmpty()) {
            result.getChildren().add(words(TEXTS.get("result.empty")));
        }
        exported.ifPresent(done -> {
            result.getChildren().add(proof(done));
            if (done.check() instanceof SavedCheck.SameLogits same) {
                result.getChildren().add(table(same.sets()));
                same.leftOut().forEach(sentence -> result.getChildren().add(words(TEXTS.get("left-out", sentence))));
            }
            done.batchNorm()
                    .ifPresent(anew -> anew.sentences()
                            .forEach(sentence -> result.getChildren().add(words(GLOSSARY.words(sentence)))));
            done.roundingSentences().forEach(sentence -> result.getChildren().add(words(GLOSSARY.words(sentence))));
            result.getChildren()
                    .addAll(
                            line(
                                    TEXTS.get("written"),
                                    "export-file",
                                    done.file().toString()),
                            line(TEXTS.get("sha256"), "export-sha256", done.sha256()),
                            line(
                                    TEXTS.get("size"),
                                    "export-size",
                                    TEXTS.get("size.bytes", String.format(Locale.ROOT, "%,d", done.bytes()))));
            done.card()
                    .ifPresent(file -> result.getChildren()
                            .add(line(TEXTS.get("card.file"), "export-card-file", file.toString())));
        });
    }

    private void list(List<Exported> files) {
        recent.getChildren().clear();
        if (files.size() > 1) {
            recent.getChildren().add(title("title.recent"));
            files.stream()
                    .skip(1)
                    .forEach(one -> recent.getChildren()
                            .add(words(
                                    TEXTS.get("recent.line", one.file().toString(), OutlookWords.bytes(one.bytes())))));
        }
    }

    /** What the file answered, set by set. */
    private static Node table(List<SavedCheck.ProbedSet> sets) {
        var grid = new GridPane();
        grid.setId("export-check");
        grid.getStyleClass().add("form-grid");
        grid.setHgap(16);
        grid.setVgap(2);
        grid.addRow(0, words(TEXTS.get("check.set")), words(TEXTS.get("check.file")), words(TEXTS.get("check.live")));
        for (SavedCheck.ProbedSet set : sets) {
            OptionalInt measured = set.measured();
            grid.addRow(
                    grid.getRowCount(),
                    new Label(set.set()),
                    new Label(right(set.correct(), set.images())),
                    new Label(right(measured.orElse(set.unrounded()), set.images())));
        }
        return grid;
    }

    private static String right(int correct, int images) {
        return TEXTS.get(
                "check.right", String.format(Locale.ROOT, "%,d", correct), String.format(Locale.ROOT, "%,d", images));
    }

    private static Node title(String key) {
        var label = new Label(TEXTS.get(key));
        label.getStyleClass().add("panel-title");
        return label;
    }

    /** That the file is the mix, as it was made sure. */
    private static Node proof(Exported done) {
        var label = new Label(
                ADVICE.of(GLOSSARY.words(done.check().told()), done.check().hints()),
                new FontIcon("mdi2c-check-decagram"));
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
        copy.setAccessibleText(TEXTS.get("copy.name", name));
        copy.setTooltip(new Tooltip(TEXTS.get("copy")));
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
