package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stockpot.ui.ShellStage.onFx;
import static org.stockpot.ui.ShellStage.waitUntil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.Chooser.Request;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A user is asked for files. */
@ExtendWith(ApplicationExtension.class)
class FilesWindowTest {
    @TempDir
    private static Path folder;

    private final List<Request> asked = new ArrayList<>();
    private List<Path> answer = List.of();
    private ShellStage shell;

    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @Start
    void open(Stage stage) throws Exception {
        shell = ShellStage.open(Files.createTempDirectory(folder, "home"), request -> {
            asked.add(request);
            return answer;
        });
    }

    @AfterEach
    void close() throws Exception {
        shell.close();
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyIfOneWantsToEvenWhenItsEndingWasNotTyped(FxRobot robot) throws Exception {
        Path file = folder.resolve("there.stockpot.json");
        Files.writeString(file, "old");
        answer = List.of(folder.resolve("there"));
        shell.perform("save-as");
        waitUntil(() -> robot.lookup("#replace-dialog").tryQuery().isPresent());
        click(robot, "Cancel");
        assertThat(file).hasContent("old");
        shell.perform("save-as");
        waitUntil(() -> robot.lookup("#replace-dialog").tryQuery().isPresent());
        click(robot, "Replace");
        waitUntil(() -> shell.window().stage().getTitle().equals("there.stockpot.json – Stockpot"));
        assertThat(SessionFile.read(file)).isEqualTo(Session.EMPTY);
    }

    @Test
    void everyDialogBeginsInTheFolderOfItsKindOfFile(FxRobot robot) throws Exception {
        shell.perform("open");
        assertThat(asked.get(0).folder()).isEmpty();
        Path models = Files.createDirectories(folder.resolve("models"));
        answer = List.of(models.resolve("soup"));
        enter("export");
        robot.interact(() -> robot.lookup("#export-browse").queryButton().fire());
        assertThat(robot.lookup("#export-target").queryAs(TextField.class).getText())
                .isEqualTo(models.resolve("soup.safetensors").toString());
        answer = List.of();
        enter("search");
        robot.interact(() -> robot.lookup("#cook-browse").queryButton().fire());
        assertThat(last().folder()).contains(models);
        Path charts = Files.createDirectories(folder.resolve("charts"));
        answer = List.of(charts);
        enter("charts");
        robot.interact(() -> robot.lookup("#charts-export-all").queryButton().fire());
        robot.interact(() -> robot.lookup("#charts-export-all").queryButton().fire());
        assertThat(last().folder()).contains(charts);
        Path images = Files.createDirectories(folder.resolve("images/clothes"));
        answer = List.of(images);
        enter("data");
        robot.interact(() -> robot.lookup("#data-add")
                .queryAs(MenuButton.class)
                .getItems()
                .get(0)
                .fire());
        answer = List.of();
        robot.interact(() -> robot.lookup("#data-add")
                .queryAs(MenuButton.class)
                .getItems()
                .get(1)
                .fire());
        assertThat(last().folder()).contains(images.getParent());
        assertThat(shell.window().settings().folder(FileKind.SESSION)).isEqualTo(Optional.empty());
    }

    @Test
    void nothingIsExportedWhenNoFileIsChosen(FxRobot robot) throws Exception {
        Session made;
        try (var workbench = TinyKitchen.workbench()) {
            made = new TinyKitchen(Files.createDirectories(folder.resolve("kitchen"))).session(workbench, 8);
        }
        Path soup = folder.resolve("soup.safetensors");
        onFx(() -> {
            shell.window().kitchen().session().open(made, Optional.empty());
            shell.window().enter("export");
            robot.lookup("#export-target").queryAs(TextField.class).setText(soup.toString());
            shell.window().actions().get("export").perform();
            return true;
        });
        assertThat(asked).hasSize(1);
        assertThat(onFx(() ->
                        shell.window().kitchen().export().runningProperty().get()))
                .isFalse();
        assertThat(soup).doesNotExist();
    }

    private Request last() {
        return asked.get(asked.size() - 1);
    }

    private void enter(String room) throws Exception {
        onFx(() -> {
            shell.window().enter(room);
            return true;
        });
    }

    private static void click(FxRobot robot, String text) {
        Button button = robot.lookup("#replace-dialog").query().lookupAll(".button").stream()
                .map(node -> (Button) node)
                .filter(one -> one.getText().equals(text))
                .findFirst()
                .orElseThrow();
        robot.interact(button::fire);
    }
}
