package org.stockpot.ui;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
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
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.CrashFile;
import org.stockpot.session.settings.SystemText;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Appearance;

/** Errors of the program itself: logged once, shown in one dialog at a time, repeats collapsed. */
final class Crashes implements Consumer<Throwable>, Thread.UncaughtExceptionHandler {
    private static final Texts TEXTS = Texts.of(Crashes.class);
    private static final Logger LOG = LoggerFactory.getLogger(Crashes.class);

    private final Appearance appearance;
    private final QueueLane io;
    private final Optional<Path> logs;
    private final Set<String> known = new HashSet<>();

    /**
     * @param io where reports are written
     * @param logs the folder of reports
     */
    Crashes(Appearance appearance, QueueLane io, Optional<Path> logs) {
        this.appearance = appearance;
        this.io = io;
        this.logs = logs;
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
        logs.ifPresent(folder ->
                io.submit(new CrashFile(folder, code, SystemText.of("") + "\n" + details).write(), new Written()));
        // A dialog cannot wait for its answer while the scene graph is being laid out.
        Platform.runLater(() -> show(error, code, details));
    }

    private void show(Throwable error, String code, String details) {
        var dialog = new Alert(Alert.AlertType.ERROR);
        dialog.setTitle("Stockpot");
        dialog.setHeaderText(TEXTS.get("crash.title", code));
        String message = error.getMessage();
        dialog.setContentText(TEXTS.get(
                logs.isPresent() ? "crash.text-kept" : "crash.text",
                message == null ? error.getClass().getSimpleName() : message,
                logs.map(Path::toString).orElse("")));
        var text = new TextArea(details);
        text.setId("crash-details");
        text.setEditable(false);
        dialog.getDialogPane().setExpandableContent(text);
        dialog.getDialogPane().setId("crash-dialog");
        appearance.dress(dialog.getDialogPane().getScene());
        var copy = new ButtonType(TEXTS.get("crash.copy"), ButtonBar.ButtonData.LEFT);
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

    /** A report that cannot be written is in the log and in the dialog all the same. */
    private static final class Written implements JobListener<Path> {
        @Override
        public void succeeded(Path file) {
            LOG.info("See {}", file);
        }

        @Override
        public void failed(StockpotException problem) {
            LOG.warn("{}", problem.getMessage());
        }

        @Override
        public void crashed(Throwable error) {
            LOG.warn("The report was not written", error);
        }
    }

    private static String details(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
