package org.stockpot.ui.export;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.ui.text.Texts;

/** Asks, in the page, whether a file may be replaced. */
final class OverwriteQuestion extends VBox {
    private static final Texts TEXTS = Texts.of(OverwriteQuestion.class);

    private final Label text = new Label();

    /** @param another gets a name beside the file's that says it is another one */
    OverwriteQuestion(ExportModel model, Consumer<Path> another) {
        setId("export-question");
        getStyleClass().addAll("form", "question");
        text.setId("export-question-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        var overwrite = new Button(TEXTS.get("question.overwrite"));
        overwrite.setId("export-overwrite");
        overwrite.getStyleClass().addAll("danger", "small");
        overwrite.setOnAction(event -> model.answer(true));
        var both = new Button(TEXTS.get("question.both"));
        both.setId("export-keep-both");
        both.getStyleClass().add("small");
        both.setOnAction(event -> {
            Optional<Path> file = model.questionProperty()
                    .get()
                    .map(asked -> asked.outlook().order().target());
            model.answer(false);
            file.map(OverwriteQuestion::next).ifPresent(another);
        });
        var cancel = new Button(TEXTS.get("question.cancel"));
        cancel.setId("export-question-cancel");
        cancel.getStyleClass().add("small");
        cancel.setOnAction(event -> model.answer(false));
        var buttons = new HBox(overwrite, both, cancel);
        buttons.getStyleClass().add("form-row");
        getChildren().addAll(text, buttons);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        model.questionProperty().addListener((observable, before, now) -> show(now));
    }

    private void show(Optional<ExportModel.Asked> asked) {
        setVisible(asked.isPresent());
        asked.flatMap(one -> one.outlook().existing())
                .ifPresent(one -> text.setText(TEXTS.get(
                        "question", String.valueOf(one.file().getFileName()), OutlookWords.bytes(one.bytes()))));
    }

    /** {@code soup.safetensors} as {@code soup-2.safetensors}, that as {@code soup-3.safetensors}. */
    static Path next(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        String stem = name.substring(0, dot);
        int dash = stem.lastIndexOf('-');
        boolean counted = dash > 0 && stem.substring(dash + 1).matches("\\d{1,6}");
        int number = counted ? Integer.parseInt(stem.substring(dash + 1)) + 1 : 2;
        return file.resolveSibling((counted ? stem.substring(0, dash) : stem) + "-" + number + name.substring(dot));
    }
}
