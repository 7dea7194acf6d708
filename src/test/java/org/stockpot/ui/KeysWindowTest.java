package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stockpot.ui.ShellStage.onFx;
import static org.stockpot.ui.ShellStage.waitUntil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.settings.SettingsFile;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A user gives commands other keys. */
@ExtendWith(ApplicationExtension.class)
class KeysWindowTest {
    @TempDir
    private static Path folder;

    private Path home;
    private ShellStage shell;

    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @Start
    void open(Stage stage) throws Exception {
        home = Files.createTempDirectory(folder, "home");
        Path settings = ShellStage.folders(home).settings();
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, """
                {"textPercent": 110, "tourSeen": true,
                 "keys": {"brew": ["T"], "about": ["Nonsense+", "K", "Shortcut+B"]}}
                """);
        shell = ShellStage.open(home);
    }

    @AfterEach
    void close() throws Exception {
        shell.close();
    }

    @Test
    void aNewKeyIsShownEverywhereAndWorksAtOnce(FxRobot robot) throws Exception {
        choose(robot, "theme");
        press(KeyCode.K, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
        assertThat(said(robot)).isEqualTo("“Light or dark” now has Ctrl+Shift+K.");
        assertThat(cap(robot, "theme")).isEqualTo("Ctrl+L, Ctrl+Shift+K");
        assertThat(works("Shortcut+Shift+K")).isTrue();
        robot.interact(() -> robot.lookup("#keys-remove-0").queryButton().fire());
        assertThat(said(robot)).isEqualTo("“Light or dark” no longer has Ctrl+L.");
        assertThat(cap(robot, "theme")).isEqualTo("Ctrl+Shift+K");
        assertThat(accelerator("theme")).contains("Ctrl+Shift+K");
        assertThat(action("theme").keyText()).contains("Ctrl+Shift+K");
        assertThat(works("Shortcut+Shift+K")).isTrue();
        assertThat(runnable("Shortcut+L")).isEmpty();
        waitUntil(() -> List.of("Shift+Shortcut+K").equals(written().keys().get("theme")));
        assertThat(written().keys()).containsEntry("brew", List.of("T"));

        robot.interact(() -> robot.lookup("#keys-reset").queryButton().fire());
        assertThat(said(robot)).isEqualTo("“Light or dark” has its usual keys again.");
        assertThat(accelerator("theme")).contains("Ctrl+L");
        assertThat(works("Shortcut+L")).isTrue();
        assertThat(runnable("Shortcut+Shift+K")).isEmpty();
        assertThat(robot.lookup("#keys-reset").queryButton().isDisabled()).isTrue();
    }

    @Test
    void aKeyOfAnotherCommandIsTakenOverOnlyIfOneWantsTo(FxRobot robot) throws Exception {
        choose(robot, "theme");
        press(KeyCode.F11);
        assertThat(said(robot)).isEqualTo("F11 belongs to “Full screen”.");
        assertThat(accelerator("full-screen")).contains("F11");
        robot.interact(() -> robot.lookup("#keys-take").queryButton().fire());
        assertThat(said(robot)).isEqualTo("“Light or dark” now has F11.");
        assertThat(accelerator("full-screen")).isEmpty();
        assertThat(cap(robot, "full-screen")).isEmpty();
        assertThat(works("F11")).isTrue();

        choose(robot, "full-screen");
        press(KeyCode.F11);
        robot.interact(() -> robot.lookup("#keys-take").queryButton().fire());
        assertThat(cap(robot, "full-screen")).isEqualTo("F11");
        assertThat(cap(robot, "theme")).isEqualTo("Ctrl+L");
        assertThat(works("F11")).isFalse();
        assertThat(runnable("F11")).isPresent();

        robot.interact(() -> robot.lookup("#keys-reset-all").queryButton().fire());
        assertThat(said(robot)).isEqualTo("All commands have their usual keys again.");
        assertThat(shell.window().settings().settings().keys()).isEmpty();
        assertThat(works("Shortcut+L")).isTrue();
    }

    @Test
    void keysThatTypingNeedsAreRefusedWithTheReason(FxRobot robot) throws Exception {
        choose(robot, "theme");
        press(KeyCode.K);
        assertThat(said(robot)).startsWith("K is needed for typing");
        press(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
        assertThat(said(robot)).isEqualTo("Ctrl+C is needed in text fields; press another key.");
        press(KeyCode.Q, KeyCombination.SHORTCUT_DOWN, KeyCombination.ALT_DOWN);
        assertThat(said(robot)).startsWith("Ctrl+Alt+Q writes a character");
        press(KeyCode.F4, KeyCombination.ALT_DOWN);
        assertThat(said(robot)).startsWith("Alt+F4 belongs to the system");
        press(KeyCode.L, KeyCombination.SHORTCUT_DOWN);
        assertThat(said(robot)).isEqualTo("“Light or dark” has Ctrl+L already.");
        assertThat(cap(robot, "theme")).isEqualTo("Ctrl+L");
        assertThat(robot.lookup("#keys-take").query().isVisible()).isFalse();
    }

    @Test
    void whatCannotBeReadInTheFileIsIgnoredAndTheRestHolds(FxRobot robot) throws Exception {
        assertThat(shell.window().settings().settings().look().textPercent()).isEqualTo(110);
        assertThat(action("about").keys().getValue()).containsExactly(KeyCombination.valueOf("Shortcut+B"));
        shell.perform("settings");
        robot.interact(() -> robot.lookup("#settings-keys").queryButton().fire());
        assertThat(cap(robot, "about")).isEqualTo("Ctrl+B");
    }

    @Test
    void noTwoCommandsHaveTheSameUsualKey() {
        List<String> keys = shell.window().actions().all().stream()
                .flatMap(action -> action.keys().getValue().stream())
                .map(KeyCombination::getDisplayText)
                .toList();
        assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    }

    /** Opens the sheet if it is not open, and chooses a command in it. */
    private void choose(FxRobot robot, String action) throws Exception {
        if (robot.lookup("#key-sheet").tryQuery().isEmpty()) {
            shell.perform("keys");
        }
        robot.interact(() -> robot.lookup("#key-row-" + action).queryButton().fire());
        waitUntil(() -> robot.lookup("#keys-field").query().isFocused());
    }

    /** As the keyboard would: to whatever has the focus. */
    private void press(KeyCode code, KeyCombination.Modifier... held) throws Exception {
        var combination = new KeyCodeCombination(code, held);
        onFx(() -> {
            var owner = shell.window().stage().getScene().getFocusOwner();
            owner.fireEvent(new KeyEvent(
                    KeyEvent.KEY_PRESSED,
                    "",
                    "",
                    code,
                    combination.getShift() == KeyCombination.ModifierValue.DOWN,
                    combination.getShortcut() == KeyCombination.ModifierValue.DOWN,
                    combination.getAlt() == KeyCombination.ModifierValue.DOWN,
                    false));
            return true;
        });
    }

    private Action action(String id) {
        return shell.window().actions().get(id);
    }

    private org.stockpot.session.settings.Settings written() throws Exception {
        return new SettingsFile(ShellStage.folders(home).settings()).read();
    }

    /** Whether a key switches the theme. */
    private boolean works(String key) throws Exception {
        Theme before = shell.theme();
        Optional<Runnable> run = runnable(key);
        return run.isPresent()
                && onFx(() -> {
                    run.get().run();
                    return shell.theme() != before;
                });
    }

    private Optional<Runnable> runnable(String key) throws Exception {
        return onFx(() -> Optional.ofNullable(
                shell.window().stage().getScene().getAccelerators().get(KeyCombination.valueOf(key))));
    }

    private Optional<String> accelerator(String action) throws Exception {
        return onFx(() -> {
            var bar = (MenuBar) shell.window().view().lookup("#menu-bar");
            return bar.getMenus().stream()
                    .map(Menu::getItems)
                    .flatMap(List::stream)
                    .filter(item -> ("menu-" + action).equals(item.getId()))
                    .findFirst()
                    .map(MenuItem::getAccelerator)
                    .map(KeyCombination::getDisplayText);
        });
    }

    private static String said(FxRobot robot) {
        return robot.lookup("#keys-said").queryLabeled().getText();
    }

    private static String cap(FxRobot robot, String action) {
        return robot.lookup("#key-row-" + action).queryAs(Button.class).lookupAll(".key-cap").stream()
                .map(Label.class::cast)
                .map(Labeled::getText)
                .findFirst()
                .orElse("none");
    }
}
