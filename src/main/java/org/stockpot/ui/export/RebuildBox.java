package org.stockpot.ui.export;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Rebuilt;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/** Makes sure that a file is what its recipe says: it is cooked again and compared. */
final class RebuildBox extends VBox {
    private static final Texts TEXTS = Texts.of(RebuildBox.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final ExportModel model;
    private final FileDialogs dialogs;
    private final Label result = new Label();

    RebuildBox(ExportModel model, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        getStyleClass().add("form");
        var text = new Label(TEXTS.get("rebuild.intro"));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().addAll("muted", "small-text");
        var choose = new Button(TEXTS.get("rebuild.choose"), new FontIcon("mdi2f-file-check-outline"));
        choose.setId("export-rebuild");
        choose.getStyleClass().add("small");
        choose.setMaxWidth(Double.MAX_VALUE);
        choose.disableProperty().bind(model.runningProperty());
        choose.setOnAction(event -> choose());
        result.setId("export-rebuild-result");
        result.setWrapText(true);
        result.setMinHeight(Region.USE_PREF_SIZE);
        result.getStyleClass().add("form-help");
        result.visibleProperty().bind(result.textProperty().isNotEmpty());
        result.managedProperty().bind(result.visibleProperty());
        getChildren().addAll(text, new Explained(choose, TEXTS.get("rebuild.intro"), TEXTS.get("why.running")), result);
        model.rebuiltProperty().addListener((observable, before, now) -> show(now));
        show(model.rebuiltProperty().get());
    }

    private void choose() {
        dialogs.open(FileKind.EXPORT, TEXTS.get("rebuild.choose")).ifPresent(model::rebuild);
    }

    private void show(Optional<Rebuilt> rebuilt) {
        result.pseudoClassStateChanged(
                INVALID, rebuilt.filter(one -> !one.isEqual()).isPresent());
        result.setText(rebuilt.map(one -> one.isEqual()
                        ? TEXTS.get(
                                "rebuild.same",
                                one.file().toString(),
                                one.sources().size())
                        : TEXTS.get(
                                "rebuild.differs",
                                one.file().toString(),
                                one.difference().orElse("")))
                .orElse(""));
    }
}
