package org.stockpot.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.stockpot.session.UntrustedProgramException;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Appearance;

/** The one question before a file's code is run. Whoever just presses Enter has said no. */
final class TrustDialog {
    private static final Texts TEXTS = Texts.of(TrustDialog.class);

    /** A whole SHA-256 in a field beside its name. */
    private static final double WIDTH = 680;

    private TrustDialog() {}

    /** Asks and waits; true if the user wants the code to be run. */
    static boolean ask(Window owner, Appearance appearance, UntrustedProgramException program) {
        var run = new ButtonType(TEXTS.get("trust.run"), ButtonBar.ButtonData.OTHER);
        var no = new ButtonType(TEXTS.get("trust.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
        var ask = new Alert(Alert.AlertType.WARNING, "", run, no);
        ask.initOwner(owner);
        ask.setTitle("Stockpot");
        ask.setHeaderText(TEXTS.get("trust.question"));
        ask.getDialogPane().setId("trust-dialog");
        ask.getDialogPane().setMinWidth(WIDTH);
        ask.getDialogPane().setContent(content(program));
        Button yes = button(ask, run);
        yes.setId("trust-run");
        yes.setDefaultButton(false);
        Button refuse = button(ask, no);
        refuse.setId("trust-no");
        refuse.setDefaultButton(true);
        appearance.dress(ask.getDialogPane().getScene());
        return ask.showAndWait().filter(chosen -> chosen == run).isPresent();
    }

    private static Button button(Alert ask, ButtonType type) {
        return (Button) Objects.requireNonNull(ask.getDialogPane().lookupButton(type));
    }

    private static VBox content(UntrustedProgramException program) {
        var meaning = new Label(TEXTS.get("trust.meaning"));
        meaning.setWrapText(true);
        meaning.setMaxWidth(WIDTH - 40);
        meaning.setMinHeight(Label.USE_PREF_SIZE);
        var facts = new GridPane();
        facts.setHgap(12);
        facts.setVgap(6);
        fact(facts, 0, TEXTS.get("trust.file"), program.file().toString(), "trust-file");
        fact(facts, 1, TEXTS.get("trust.size"), size(program.file()), "trust-size");
        fact(facts, 2, "SHA-256", program.sha256(), "trust-sha256");
        return new VBox(12, meaning, facts);
    }

    /** Read-only fields, so that the hash can be copied and compared. */
    private static void fact(GridPane facts, int row, String name, String value, String id) {
        var field = new TextField(value);
        field.setId(id);
        field.setEditable(false);
        field.setPrefColumnCount(48);
        field.setAccessibleText(name);
        var label = new Label(name);
        label.setMinWidth(Label.USE_PREF_SIZE);
        GridPane.setHgrow(field, Priority.ALWAYS);
        facts.addRow(row, label, field);
    }

    private static String size(Path file) {
        try {
            return TEXTS.get("trust.bytes", String.format(Locale.ROOT, "%,d", Files.size(file)));
        } catch (IOException e) {
            return TEXTS.get("trust.unknown");
        }
    }
}
