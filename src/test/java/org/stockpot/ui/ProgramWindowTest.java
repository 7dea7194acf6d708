package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.engine.Programs;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.testfx.api.FxRobot;

/** A file with code, in the window: the code runs after an explicit yes and not before. */
class ProgramWindowTest extends WindowTest {
    @TempDir
    Path folder;

    @Test
    void enterMeansNoAndTheButtonMeansYes(FxRobot robot) throws Exception {
        Path effect = folder.resolve("effect.bin");
        Path archive = Programs.withEffect(folder, effect);
        Session session = Session.EMPTY
                .withIngredients(List.of(workbench.io().call(workbench.checkpoint(archive))))
                .withData(List.of(new TinyKitchen(folder).images(Role.TEST, "three", 30, 3)))
                .withPreprocessing(Optional.of(
                        new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.5), List.of(0.5))));
        open(session);

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
        awaitReading();
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
}
