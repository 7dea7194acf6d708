package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import eu.hansolo.tilesfx.Tile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToolBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.Progress;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Autosave;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.settings.Profile;
import org.stockpot.session.settings.SettingsFile;
import org.stockpot.session.settings.ThemeChoice;
import org.stockpot.session.settings.UserFolders;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;

/** What a user does with the window itself: keys, palette, settings, tasks, history, recovery. */
class ShellWindowTest extends WindowTest {
    @TempDir
    private static Path folder;

    private Appearance appearance;
    private Profile profile;

    @Override
    MainWindow window() throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        crashed(home);
        appearance = new Appearance(Theme.LIGHT);
        profile = Profile.open(folders(home), false);
        return new MainWindow(new Stage(), workbench, appearance, Optional.empty(), Optional.of(profile));
    }

    @Override
    @AfterEach
    void close() throws Exception {
        super.close();
        profile.close();
    }

    @Test
    void whatACrashLeftIsOfferedAndRecovered(FxRobot robot) throws Exception {
        waitUntil(() -> robot.lookup("#notice-remedy").query().isVisible());
        assertThat(robot.lookup("#notice-text").queryLabeled().getText())
                .startsWith("Unsaved session: Stockpot ended before kitchen.stockpot.json was saved.")
                .endsWith("with 2 ingredients.");
        assertThat(robot.lookup("#notice-remedy").queryButton().getText()).isEqualTo("Recover");
        robot.clickOn("#notice-remedy");
        waitUntil(() -> window.stage().getTitle().equals("● kitchen.stockpot.json – Stockpot"));
        assertThat(names()).containsExactly("a", "b");
        assertThat(onFx(() -> window.kitchen().notices().all()))
                .noneMatch(notice -> notice.subject().equals("Unsaved session"));
        waitUntil(() -> unsaved().size() == 1);
        onFx(() -> window.kitchen().session().saved(window.kitchen().session().session(), folder.resolve("kept.json")));
        waitUntil(() -> unsaved().isEmpty());
    }

    @Test
    void whatACrashLeftIsDiscarded(FxRobot robot) throws Exception {
        waitUntil(() -> robot.lookup("#notice-other").query().isVisible());
        assertThat(unsaved()).hasSize(1);
        robot.clickOn("#notice-other");
        waitUntil(() -> unsaved().isEmpty());
        assertThat(names()).isEmpty();
    }

    @Test
    void thePaletteFindsACommandByLettersAndRunsIt(FxRobot robot) throws Exception {
        press(robot, "palette");
        robot.clickOn("#palette-field").write("drk");
        ListView<Action> list = robot.lookup("#palette-list").queryListView();
        assertThat(list.getItems()).extracting(Action::id).contains("theme");
        robot.eraseText(3).write("light or");
        assertThat(onFx(() -> list.getSelectionModel().getSelectedItem().id())).isEqualTo("theme");
        robot.type(KeyCode.ENTER);
        waitUntil(() -> appearance.theme() == Theme.DARK);
        assertThat(robot.lookup("#overlay").query().isVisible()).isFalse();
        assertThat(window.settings().settings().look().theme()).isEqualTo(ThemeChoice.DARK);
    }

    @Test
    void aCommandThatCannotBeDoneSaysWhyAndStays(FxRobot robot) throws Exception {
        press(robot, "palette");
        robot.clickOn("#palette-field").write("measure the mix").type(KeyCode.ENTER);
        assertThat(robot.lookup("#overlay").query().isVisible()).isTrue();
        assertThat(labels(robot, "#palette-list")).contains("Measure the mix: add ingredients and data first");
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#overlay").query().isVisible()).isFalse();
    }

    @Test
    void theKeySheetHasEveryKey(FxRobot robot) throws Exception {
        press(robot, "keys");
        List<String> shown = robot.lookup(".key-cap").queryAllAs(Label.class).stream()
                .map(Labeled::getText)
                .toList();
        for (Action action : window.actions().all()) {
            for (KeyCombination key : action.keys().getValue()) {
                assertThat(shown)
                        .as(action.id())
                        .anyMatch(cap -> List.of(cap.split(", ")).contains(key.getDisplayText()));
            }
        }
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#key-sheet").tryQuery()).isEmpty();
    }

    @Test
    void aDigitGoesToARoom(FxRobot robot) throws Exception {
        String second = window.rooms().get(1);
        press(robot, "go-" + second);
        assertThat(window.view().enteredProperty().get()).isEqualTo(second);
        waitUntil(() -> window.settings().settings().layout().room().equals(Optional.of(second)));
    }

    @Test
    void settingsTakeEffectAtOnceAndAreThereAtTheNextStart(FxRobot robot) throws Exception {
        press(robot, "settings");
        ComboBox<ThemeChoice> theme = robot.lookup("#settings-theme").queryComboBox();
        robot.interact(() -> theme.setValue(ThemeChoice.DARK));
        waitUntil(() -> appearance.theme() == Theme.DARK);
        double before = textSize(robot);
        Slider size = robot.lookup("#settings-text").query();
        robot.interact(() -> size.setValue(150));
        assertThat(robot.lookup("#settings-text-percent").queryLabeled().getText())
                .isEqualTo("150 %");
        waitUntil(() -> textSize(robot) > before * 1.4);
        var file = new SettingsFile(profile.folders().settings());
        waitUntil(() ->
                file.read().look().textPercent() == 150 && file.read().look().theme() == ThemeChoice.DARK);
    }

    @Test
    void dividersStayWhereTheyWereLeftUntilTheLayoutIsReset(FxRobot robot) throws Exception {
        SplitPane split = robot.lookup("#split-main").query();
        double usual = split.getDividerPositions()[0];
        robot.interact(() -> split.setDividerPosition(0, 0.26));
        waitUntil(() -> Math.abs(window.settings()
                                .settings()
                                .layout()
                                .dividers()
                                .get("split-main")
                                .get(0)
                        - 0.26)
                < 0.01);
        robot.interact(() -> window.actions().get("reset-layout").perform());
        waitUntil(() -> Math.abs(split.getDividerPositions()[0] - usual) < 0.01);
    }

    @Test
    void aRunningTaskShowsHowFarItIsAndStaysInTheListWhenItIsStopped(FxRobot robot) throws Exception {
        onFx(() -> window.kitchen()
                .tasks()
                .start(
                        "Simmer",
                        workbench.device(),
                        context -> {
                            for (int done = 0; ; done++) {
                                context.progress(new Progress("stirring", Math.min(done, 7), 10));
                                context.rest(java.time.Duration.ofMillis(20));
                            }
                        },
                        result -> {}));
        robot.clickOn("#status-jobs");
        waitUntil(() ->
                labels(robot, "#tasks-running").stream().anyMatch(text -> text.startsWith("stirring · 7/10 · 0:0")));
        robot.clickOn("#task-pause");
        waitUntil(() -> robot.lookup("#status-task").queryLabeled().getText().endsWith("paused"));
        robot.clickOn("#task-stop");
        waitUntil(() -> labels(robot, "#tasks-finished").stream().anyMatch(text -> text.startsWith("stopped after")));
        assertThat(labels(robot, "#tasks-finished")).contains("Simmer");
        assertThat(robot.lookup("#status-jobs").queryButton().getText()).isEqualTo("Tasks");
    }

    @Test
    void theStatusLineTellsHowFarAllTasksAre(FxRobot robot) throws Exception {
        onFx(() -> {
            simmer("Simmer", workbench.device(), 8);
            simmer("Reduce", workbench.io(), 3);
        });
        waitUntil(() -> robot.lookup("#status-more")
                .tryQueryAs(Labeled.class)
                .map(Labeled::getText)
                .filter("+1, all 55%"::equals)
                .isPresent());
        onFx(() -> window.kitchen().tasks().running().forEach(RunningTask::cancel));
        waitUntil(() -> robot.lookup("#status-more").tryQuery().isEmpty());
    }

    /** Never ends, and stays where it is. */
    private void simmer(String name, QueueLane lane, int tenths) {
        window.kitchen()
                .tasks()
                .start(
                        name,
                        lane,
                        context -> {
                            while (true) {
                                context.progress(new Progress(name, tenths, 10));
                                context.rest(java.time.Duration.ofMillis(20));
                            }
                        },
                        result -> {});
    }

    @Test
    void whatATaskWroteIsAClickAwayAndWhyOneFailedStandsBesideIt(FxRobot robot) throws Exception {
        Path kept = folder.resolve("kept-by-a-task.json");
        onFx(() -> {
            window.kitchen().tasks().start("Bottle", workbench.io(), context -> kept, done -> {});
            window.kitchen()
                    .tasks()
                    .start(
                            "Scorch",
                            workbench.io(),
                            context -> {
                                throw new StockpotException("The pot is too hot.");
                            },
                            done -> {});
        });
        robot.clickOn("#status-jobs");
        waitUntil(() -> labels(robot, "#tasks-finished").containsAll(List.of("Bottle", "Scorch")));
        assertThat(labels(robot, "#tasks-finished")).contains("The pot is too hot.");
        assertThat(robot.lookup("#task-show").queryButton().getAccessibleText())
                .isEqualTo("Show kept-by-a-task.json in its folder");
    }

    @Test
    void theMenuSaysWhatIsTakenBack(FxRobot robot) throws Exception {
        onFx(() -> window.kitchen().session().open(session("a", "b"), Optional.empty()));
        assertThat(undo().getText()).isEqualTo("Undo");
        onFx(() -> window.kitchen().session().cook("by hand", recipe(0.25)));
        assertThat(undo().getText()).isEqualTo("Undo by hand");
    }

    private MenuItem undo() {
        return window.actions().get("undo").item();
    }

    @Test
    void findingGoesToTheSearchFieldOfTheRoomAndElseToTheCommands(FxRobot robot) throws Exception {
        onFx(() -> {
            window.enter("trials");
            return true;
        });
        press(robot, "find");
        assertThat(onFx(() -> window.stage().getScene().getFocusOwner().getId()))
                .isEqualTo("trials-filter");
        onFx(() -> {
            window.enter("explain");
            return true;
        });
        press(robot, "find");
        assertThat(onFx(() -> window.stage().getScene().getFocusOwner().getId()))
                .isEqualTo("palette-field");
    }

    @Test
    void ofSeveralSessionsThatAreDroppedTheFirstIsOpenedAndTheOthersAreSaid() throws Exception {
        Path one = folder.resolve("one.stockpot.json");
        Path other = folder.resolve("other.stockpot.json");
        SessionFile.write(Session.EMPTY, one);
        SessionFile.write(Session.EMPTY, other);
        onFx(() -> {
            window.dropped(List.of(one, other));
            return true;
        });
        waitUntil(() -> window.stage().getTitle().startsWith("one.stockpot.json"));
        assertThat(onFx(() -> window.kitchen().notices().all()))
                .anyMatch(notice -> notice.text().equals(other + " is a session too; one window holds one session."));
    }

    @Test
    void theWindowHasAnIconInEverySize() {
        assertThat(window.stage().getIcons())
                .extracting(image -> (int) image.getWidth())
                .containsExactly(16, 24, 32, 48, 64, 128, 256, 512);
    }

    @Test
    void theHistoryGoesToAnyStep(FxRobot robot) throws Exception {
        onFx(() -> {
            window.kitchen().session().open(session("a", "b"), Optional.empty());
            for (double weight : new double[] {0.6, 0.7, 0.8}) {
                window.kitchen().session().cook("a to " + weight, recipe(weight));
            }
            return 0;
        });
        robot.clickOn("#action-history");
        ListView<Object> list = robot.lookup("#history-list").queryListView();
        robot.clickOn("a to 0.6");
        waitUntil(() -> window.kitchen().session().session().recipe().equals(recipe(0.6)));
        assertThat(onFx(() -> list.getItems().size())).isEqualTo(4);
        robot.clickOn("a to 0.8");
        waitUntil(() -> window.kitchen().session().session().recipe().equals(recipe(0.8)));
        robot.clickOn("Beginning");
        waitUntil(
                () -> window.kitchen().session().historyProperty().get().past().isEmpty());
    }

    @Test
    void noticesAreReadUnfoldedAndCopied(FxRobot robot) throws Exception {
        String text = "a sentence of the world, ".repeat(12) + "and its end.";
        onFx(() -> window.kitchen().notices().problem("Open checkpoints", text));
        robot.clickOn("#status-notices");
        assertThat(labels(robot, "#notices-list")).noneMatch(shown -> shown.endsWith("and its end."));
        robot.clickOn("#notice-details");
        assertThat(labels(robot, "#notices-list")).contains(text);
        robot.clickOn("#notice-copy");
        assertThat(onFx(() -> Clipboard.getSystemClipboard().getString())).endsWith("Open checkpoints: " + text);
    }

    @Test
    void aSessionThatWasOpenedIsAmongTheRecentOnesAndAMissingOneIsGreyed(FxRobot robot) throws Exception {
        Path file = folder.resolve("known.stockpot.json");
        SessionFile.write(Session.EMPTY, file);
        onFx(() -> window.open(file));
        waitUntil(() -> robot.lookup("#recent-0").tryQuery().isPresent());
        assertThat(robot.lookup("#recent-0").queryButton().getText()).isEqualTo("known.stockpot.json");
        Files.delete(file);
        robot.clickOn("#menu-file");
        onFx(() -> window.settings().change(now -> now.withRecents(now.recents().pinned(file.toAbsolutePath(), true))));
        waitUntil(() -> robot.lookup("#recent-0").queryButton().isDisabled());
        assertThat(robot.lookup("#recent-0").queryButton().getText()).isEqualTo("known.stockpot.json (missing)");
    }

    @Test
    void theTourHasThreeHintsAndIsRememberedAsSeen(FxRobot robot) throws Exception {
        robot.interact(() -> window.actions().get("tour").perform());
        for (String words : List.of("Each card is", "Move a slider", "Here an algorithm")) {
            waitUntil(() -> robot.lookup("#tour-text").queryLabeled().getText().startsWith(words));
            robot.interact(() -> robot.lookup("#tour-next").queryButton().fire());
        }
        waitUntil(() -> robot.lookup("#tour-text").tryQuery().isEmpty());
        assertThat(window.settings().settings().tourSeen()).isTrue();
    }

    @Test
    void systemInfoIsCopied(FxRobot robot) throws Exception {
        robot.interact(() -> window.actions().get("copy-system").perform());
        assertThat(onFx(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("Stockpot ")
                .contains("\nJava: ", "\nHeap: ");
        assertThat(window.kitchen().notices().all().get(0).text()).startsWith("Copied");
    }

    @Test
    void aWindowWithUnsavedChangesClosesOnlyWhenTheSessionIsOnDisk(FxRobot robot) throws Exception {
        Path file = folder.resolve("closing.stockpot.json");
        onFx(() -> {
            window.kitchen().session().open(session("a", "b"), Optional.of(file));
            window.kitchen().session().cook("a to 0.9", recipe(0.9));
            return 0;
        });
        Platform.runLater(() -> window.actions().get("quit").perform());
        waitUntil(() -> robot.lookup("#save-dialog").tryQuery().isPresent()
                || robot.lookup("#stop-dialog").tryQuery().isPresent());
        // Where starting the engine takes long, that is work which is asked about first.
        if (robot.lookup("#stop-dialog").tryQuery().isPresent()) {
            answer(robot, "#stop-dialog", "Stop and close");
        }
        waitUntil(() -> robot.lookup("#save-dialog").tryQuery().isPresent());
        answer(robot, "#save-dialog", "Save");
        waitUntil(() -> !window.stage().isShowing());
        assertThat(SessionFile.read(file).recipe()).isEqualTo(recipe(0.9));
    }

    @Test
    void whatCanBeReachedWithTheKeyboardHasAName() throws Exception {
        for (String room : onFx(() -> window.rooms())) {
            onFx(() -> window.enter(room));
            assertThat(nameless()).as(room).isEmpty();
        }
        for (String page : List.of("palette", "keys", "settings")) {
            onFx(() -> window.actions().get(page).perform());
            assertThat(nameless()).as(page).isEmpty();
        }
    }

    private List<String> nameless() throws Exception {
        return onFx(() -> {
            Node root = window.stage().getScene().getRoot();
            root.applyCss();
            return root.lookupAll("*").stream()
                    .filter(Node::isFocusTraversable)
                    .filter(node -> node.getId() != null)
                    .filter(ShellWindowTest::isSeen)
                    .filter(node -> !isNamed(node))
                    .map(Node::toString)
                    .toList();
        });
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    /** Bars and panes are places, not controls; tiles show what the headline says. */
    private static boolean isNamed(Node node) {
        boolean labelled = node instanceof Labeled control
                && control.getText() != null
                && !control.getText().isBlank();
        boolean prompted =
                node instanceof TextField field && !field.getPromptText().isBlank();
        boolean spoken =
                node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
        boolean place = node instanceof ScrollPane
                || node instanceof TitledPane
                || node instanceof MenuBar
                || node instanceof ToolBar
                || node instanceof TabPane
                || node instanceof Tile;
        return labelled || prompted || spoken || place;
    }

    /** Another window of this user has crashed. */
    private static void crashed(Path home) throws Exception {
        Path other = folders(home).unsaved();
        try (var io = new QueueLane("io", Runnable::run)) {
            var lost = new Autosave(Files.createTempDirectory(folder, "lost"));
            Path file = io.call(
                    lost.keep(session("a", "b"), Optional.of(folder.resolve("kitchen.stockpot.json")), Instant.now()));
            Files.createDirectories(other);
            Files.copy(file, other.resolve(file.getFileName()));
            lost.close();
        }
    }

    private static UserFolders folders(Path home) {
        return new UserFolders(home.resolve("configuration"), home.resolve("data"));
    }

    private static Session session(String... names) {
        return Session.EMPTY.withIngredients(List.of(names).stream()
                .map(name -> new Source(name, folder.resolve(name + ".safetensors"), "0"))
                .toList());
    }

    private static org.stockpot.fuse.Recipe recipe(double weight) {
        return session("a", "b").recipe().withWeights(MixingWeights.of(new double[][] {{weight}, {0.5}}));
    }

    private List<Path> unsaved() throws Exception {
        try (var files = Files.newDirectoryStream(profile.folders().unsaved(), "*.unsaved.json")) {
            List<Path> all = new java.util.ArrayList<>();
            files.forEach(all::add);
            return all;
        }
    }

    private List<String> names() throws Exception {
        return onFx(() -> window.kitchen().session().session().ingredients().stream()
                .map(Source::name)
                .toList());
    }

    private void press(FxRobot robot, String action) {
        KeyCombination key = window.actions().get(action).keys().getValue().get(0);
        robot.interact(
                () -> window.stage().getScene().getAccelerators().get(key).run());
    }

    private static void answer(FxRobot robot, String dialog, String text) {
        Button button = robot.lookup(dialog).query().lookupAll(".button").stream()
                .map(node -> (Button) node)
                .filter(one -> one.getText().equals(text))
                .findFirst()
                .orElseThrow();
        robot.interact(button::fire);
    }

    private static double textSize(FxRobot robot) {
        Font font = robot.lookup("#status-jobs").queryAs(Button.class).getFont();
        return font.getSize();
    }

    private static List<String> labels(FxRobot robot, String id) {
        Node root = robot.lookup(id).query();
        return root.lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .toList();
    }
}
