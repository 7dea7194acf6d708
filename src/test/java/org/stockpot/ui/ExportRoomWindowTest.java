package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The export room, as a user works in it: real files, real engine, small networks. */
@ExtendWith(ApplicationExtension.class)
class ExportRoomWindowTest {
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    private static Path folder;

    private Workbench workbench;
    private MainWindow window;

    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @Start
    void open(Stage stage) {
        workbench = new Workbench(
                TinyKitchen.backend(),
                new QueueLane("device", Platform::runLater),
                new QueueLane("io", Platform::runLater));
        window = new MainWindow(new Stage(), workbench, new Appearance(Theme.LIGHT), Optional.empty());
        window.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            window.dispose();
            window.stage().hide();
        });
        workbench.close();
    }

    @Test
    void anEmptyRoomSaysWhatBelongsThere(FxRobot robot) {
        robot.clickOn("#room-export");
        assertThat(label(robot, "#export-why")).isEqualTo("Add ingredients to the library first.");
        assertThat(robot.lookup("#export-result").queryParent().lookupAll(".label"))
                .extracting(node -> ((Label) node).getText())
                .anyMatch(text -> text.startsWith("Nothing was written yet."));
    }

    @Test
    void theSizeIsToldBeforeAndAFileIsNotReplacedWithoutAsking(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        Path soup = Files.writeString(folder.resolve("asked.safetensors"), "mine");
        type(robot, "#export-target", soup.toString());
        waitUntil(() -> label(robot, "#export-outlook").matches("About \\d.* kB; .* are free there\\."));
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-question").query().isVisible());
        assertThat(label(robot, "#export-question-text")).isEqualTo("asked.safetensors is there already (4 B).");
        robot.interact(() -> button(robot, "#export-keep-both").fire());
        waitUntil(() -> robot.lookup("#export-sha256").tryQuery().isPresent());
        assertThat(soup).hasContent("mine");
        assertThat(folder.resolve("asked-2.safetensors")).exists();
        assertThat(robot.lookup("#export-check").queryParent().lookupAll(".label"))
                .extracting(node -> ((Label) node).getText())
                .contains("validation", "File", "Measured live");
        type(robot, "#export-target", soup.toString());
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-question").query().isVisible());
        robot.interact(() -> button(robot, "#export-overwrite").fire());
        waitUntil(() -> Files.size(soup) > 100);
        waitUntil(() ->
                robot.lookup("#export-recent").queryParent().lookupAll(".label").size() == 2);
    }

    @Test
    void anExportedFileIsCookedAgainAndCompared(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        Path soup = folder.resolve("again.safetensors");
        type(robot, "#export-target", soup.toString());
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-sha256").tryQuery().isPresent()
                && !window.kitchen().export().runningProperty().get());
        onFx(() -> {
            window.kitchen().export().rebuild(soup);
            return true;
        });
        waitUntil(() -> !label(robot, "#export-rebuild-result").isEmpty());
        assertThat(label(robot, "#export-rebuild-result")).endsWith("sources, every byte is the same.");
    }

    private Session kitchen() throws StockpotException {
        return new TinyKitchen(folder).session(workbench, 100).removed(2);
    }

    private void open(Session session, Optional<Path> file) throws Exception {
        onFx(() -> {
            window.kitchen().session().open(session, file);
            window.enter("export");
            return null;
        });
        waitUntil(() -> window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void type(FxRobot robot, String field, String text) {
        robot.interact(() -> robot.lookup(field).queryAs(TextField.class).setText(text));
    }

    private static String label(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static Button button(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Button.class);
    }

    private static <T> T onFx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void waitUntil(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
    }
}
