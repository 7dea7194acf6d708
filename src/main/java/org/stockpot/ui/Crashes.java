package org.stockpot.ui;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stockpot.ui.theme.Appearance;

/** Errors of the program itself: logged once, shown in one dialog at a time, repeats collapsed. */
final class Crashes implements Consumer<Throwable>, Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Crashes.class);

    private final Appearance appearance;
    private final Set<String> known = new HashSet<>();

    Crashes(Appearance appearance) {
        this.appearance = appearance;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        accept(error);
    }

    /** From any thread. */
    @Override
    public void accept(Throwable error) {
        if (Platform.isFxApplicationThread()) {
            report(error);
        } else {
            Platform.runLater(() -> report(error));
        }
    }

    private void report(Throwable error) {
        String details = details(error);
        String code = String.format(Locale.ROOT, "%08x", details.hashCode());
        if (!known.add(code)) {
            return;
        }
        LOG.error("Error {} of the program", code, error);
        // A dialog cannot wait for its answer while the scene graph is being laid out.
        Platform.runLater(() -> show(error, code, details));
    }

    private void show(Throwable error, String code, String details) {
        var dialog = new Alert(Alert.AlertType.ERROR);
        dialog.setTitle("Stockpot");
        dialog.setHeaderText("Something in Stockpot itself went wrong (code " + code + ")");
        String message = error.getMessage();
        dialog.setContentText((message == null ? error.getClass().getSimpleName() : message)
                + "\n\nYour session is still open. The details help to mend this.");
        var text = new TextArea(details);
        text.setId("crash-details");
        text.setEditable(false);
        dialog.getDialogPane().setExpandableContent(text);
        dialog.getDialogPane().setId("crash-dialog");
        appearance.dress(dialog.getDialogPane().getScene());
        var copy = new ButtonType("Copy details", ButtonBar.ButtonData.LEFT);
        dialog.getButtonTypes().setAll(copy, ButtonType.CLOSE);
        dialog.resultProperty().addListener((observable, before, chosen) -> {
            if (chosen == copy) {
                var content = new ClipboardContent();
                content.putString(details);
                Clipboard.getSystemClipboard().setContent(content);
            }
        });
        dialog.show();
    }

    private static String details(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
