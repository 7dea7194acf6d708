package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.engine.Programs;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A file with code, in the window: the code runs after an explicit yes and not before. */
@ExtendWith(ApplicationExtension.class)
class ProgramWindowTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

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
    void enterMeansNoAndTheButtonMeansYes(FxRobot robot) throws Exception {
        Path effect = folder.resolve("effect.bin");
        Path archive = Programs.withEffect(folder, effect);
        Session session = Session.EMPTY
                .withIngredients(List.of(workbench.io().call(workbench.checkpoint(archive))))
                .withData(List.of(new TinyKitchen(folder).images(Role.TEST, "three", 30, 3)))
                .withPreprocessing(Optional.of(
                        new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.5), List.of(0.5))));
        robot.interact(() -> window.kitchen().session().open(session, Optional.empty()));

        ask(robot);
        assertThat(robot.lookup("#trust-file").queryAs(TextField.class).getText())
                .isEqualTo(archive.toString());
        assertThat(robot.lookup("#trust-sha256").queryAs(TextField.class).getText())
                .isEqualTo(workbench.io().call(workbench.sha256(archive)));
        robot.type(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#trust-dialog").tryQuery().isEmpty());
        assertThat(effect).doesNotExist();

        robot.interact(() -> window.kitchen().live().measure());
        ask(robot);
        robot.clickOn("#trust-run");
        waitUntil(() -> window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE);
        assertThat(Files.exists(effect)).isTrue();
    }

    private static void ask(FxRobot robot) throws TimeoutException {
        waitUntil(() -> robot.lookup("#notice-remedy")
                .tryQueryAs(Button.class)
                .filter(button -> button.isVisible() && button.getText().equals("Run this file's code…"))
                .isPresent());
        robot.clickOn("#notice-remedy");
        waitUntil(() -> robot.lookup("#trust-dialog").tryQuery().isPresent());
    }

    private static void waitUntil(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
}
