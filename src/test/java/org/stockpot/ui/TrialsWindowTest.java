package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialRow;
import org.stockpot.session.Workbench;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The room of trials as a user sees it: real files, real measurements, small networks. */
class TrialsWindowTest extends WindowTest {
    private static final int IMAGES = 120;

    @TempDir
    private static Path folder;

    private static Session measured = Session.EMPTY;

    /** Two ingredients alone and half of each. */
    @BeforeAll
    static void measure() throws Exception {
        try (Workbench other = TinyKitchen.workbench()) {
            Session session = new TinyKitchen(folder).session(other, IMAGES).removed(2);
            for (double share : new double[] {1, 0, 0.5}) {
                Session mix = session.withRecipe(session.recipe().withWeights(MixingWeights.of(new double[][] {
                    {share}, {1 - share}
                })));
                Trial trial = other.device().call(other.evaluation(mix, EnumSet.allOf(Role.class), partial -> {}));
                session = session.withTrial(trial.from("share " + share, 0));
            }
            measured = session;
        }
    }

    @Test
    void anEmptyRoomSaysWhatBelongsThere(FxRobot robot) throws Exception {
        robot.clickOn("#room-trials");
        assertThat(label(robot, "#trials-empty")).startsWith("Everything you measure is listed here");
        assertThat(label(robot, "#trials-hint")).startsWith("Choose a trial");
        assertThat(robot.lookup("#trials-export").queryAs(Button.class).isDisabled())
                .isTrue();
    }

    @Test
    void aTrialIsPutOnTheDeskByEnterAndByItsButton(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 1.0");
        robot.type(KeyCode.ENTER);
        assertThat(recipe()).isEqualTo(trial("share 1.0").recipe().weights());
        assertThat(label(robot, "#trials-said")).contains("share 1.0").contains("is on the mixing desk");
        choose(robot, "share 0.0");
        robot.clickOn("#trial-restore");
        assertThat(recipe()).isEqualTo(trial("share 0.0").recipe().weights());
        onFx(() -> window.kitchen().session().edit(now -> now.removed(1)));
        choose(robot, "share 0.5");
        assertThat(robot.lookup("#trial-restore").queryAs(Button.class).isDisabled())
                .isTrue();
        assertThat(label(robot, "#trial-restore-why")).startsWith("One of its ingredients is not in the library");
    }

    @Test
    void tagsNotesAndPinsAreWrittenFoundByTheFilterAndTakenBack(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 0.5");
        robot.clickOn("#trial-tags").write("good, half").type(KeyCode.ENTER);
        robot.clickOn("#trial-note").write("worth a second look");
        robot.clickOn("#trial-pinned");
        assertThat(trial("share 0.5").note().tags()).containsExactly("good", "half");
        assertThat(trial("share 0.5").note().text()).isEqualTo("worth a second look");
        assertThat(trial("share 0.5").note().pinned()).isTrue();
        assertThat(robot.lookup("#trial-note").queryAs(TextArea.class).getText())
                .isEqualTo("worth a second look");
        robot.clickOn("#trials-filter").write("second good");
        assertThat(shown(robot)).containsExactly("share 0.5");
        assertThat(label(robot, "#trials-count")).matches("1 of \\d trials");
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#trials-filter").queryAs(TextField.class).getText())
                .isEmpty();
        robot.clickOn("#trials-only-pinned");
        assertThat(shown(robot)).containsExactly("share 0.5");
        robot.clickOn("#trials-undo");
        assertThat(trial("share 0.5").note().pinned()).isFalse();
        assertThat(shown(robot)).isEmpty();
        assertThat(label(robot, "#trials-empty")).startsWith("No trial passes the filter");
    }

    @Test
    void twoTrialsStandSideBySideWithTheImagesThatChanged(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 1.0", "share 0.5");
        assertThat(label(robot, "#compare-first")).isEqualTo("From: Trial 1: share 1.0");
        assertThat(label(robot, "#compare-second")).isEqualTo("To: Trial 3: share 0.5");
        assertThat(label(robot, "#compare-set-test-verdict"))
                .matches("(Within the noise|Significantly (better|worse)), p = .*\\.");
        assertThat(label(robot, "#weight-words")).contains("all layers").contains("100.0 % → 50.0 %");
        robot.clickOn("#compare-set-test-images");
        waitUntil(() -> robot.lookup("#changed-gained").tryQuery().isPresent());
        var first =
                trial("share 1.0").evaluation(Role.TEST).orElseThrow().hits().bits();
        var second =
                trial("share 0.5").evaluation(Role.TEST).orElseThrow().hits().bits();
        second.andNot(first);
        assertThat(second.cardinality()).isPositive();
        assertThat(robot.lookup("#changed-gained").queryAs(FlowPane.class).getChildren())
                .hasSize(second.cardinality());
        robot.clickOn("#compare-second-restore");
        assertThat(recipe()).isEqualTo(trial("share 0.5").recipe().weights());
        robot.clickOn("#compare-swap");
        waitUntil(() -> robot.lookup("#changed-lost").tryQuery().isPresent());
        assertThat(label(robot, "#compare-first")).isEqualTo("From: Trial 3: share 0.5");
        assertThat(robot.lookup("#changed-lost").queryAs(FlowPane.class).getChildren())
                .hasSize(second.cardinality());
    }

    @Test
    void severalTrialsGetTagsAtOnce(FxRobot robot) throws Exception {
        enter(robot);
        robot.clickOn("#trials-filter").write("share");
        choose(robot, "share 1.0", "share 0.0", "share 0.5");
        robot.clickOn("#trials-add-tags").write("ends").type(KeyCode.ENTER);
        assertThat(trial("share 0.0").note().tags()).containsExactly("ends");
        assertThat(trial("share 0.5").note().tags()).containsExactly("ends");
    }

    @Test
    void deletedTrialsAreGoneUntilTheyAreTakenBack(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 1.0", "share 0.0");
        robot.type(KeyCode.DELETE);
        assertThat(shown(robot)).doesNotContain("share 1.0", "share 0.0").contains("share 0.5");
        assertThat(label(robot, "#trials-said")).startsWith("2 trials were deleted.");
        robot.clickOn("#trials-undo");
        assertThat(shown(robot)).contains("share 1.0", "share 0.0", "share 0.5");
        robot.clickOn("#action-redo");
        assertThat(shown(robot)).doesNotContain("share 1.0", "share 0.0").contains("share 0.5");
        robot.clickOn("#action-undo");
        assertThat(shown(robot)).contains("share 1.0", "share 0.0", "share 0.5");
    }

    @Test
    void chosenTrialsAreCopiedAsColumnsAndAsMarkdown(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 1.0", "share 0.5");
        robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
        String columns = onFx(() -> Clipboard.getSystemClipboard().getString());
        assertThat(columns.lines()).hasSize(3);
        assertThat(columns).startsWith("number\tpinned\torigin");
        robot.clickOn("#trials-copy-markdown");
        String markdown = onFx(() -> Clipboard.getSystemClipboard().getString());
        assertThat(markdown).contains("| share 1.0 |").contains("| share 0.5 |");
        assertThat(label(robot, "#trials-said")).isEqualTo("2 trials are on the clipboard, as Markdown.");
    }

    @Test
    void aClickOnAHeadSortsByItsValues(FxRobot robot) throws Exception {
        enter(robot);
        robot.clickOn("Test");
        List<TrialRow> rows = onFx(() -> List.copyOf(table(robot).getItems()));
        assertThat(rows)
                .extracting(row -> row.figure(Role.TEST).orElseThrow().accuracy())
                .isSorted();
    }

    @Test
    void whatAChosenTrialCannotDoFollowsTheSession(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 0.5");
        assertThat(label(robot, "#trial-restore-why")).isEmpty();
        onFx(() -> window.kitchen().session().edit(now -> now.removed(1)));
        assertThat(label(robot, "#trial-restore-why")).startsWith("One of its ingredients is not in the library");
    }

    @Test
    void aTrialThatWasLookedAtIsForgotten(FxRobot robot) throws Exception {
        enter(robot);
        choose(robot, "share 1.0");
        WeakReference<Node> left =
                new WeakReference<>(robot.lookup("#trial-details").query());
        choose(robot, "share 0.0");
        Forgotten.await(left);
    }

    private void enter(FxRobot robot) throws Exception {
        open(measured);
        robot.clickOn("#room-trials");
        awaitReading();
    }

    private void choose(FxRobot robot, String... origins) throws Exception {
        onFx(() -> {
            TableView<TrialRow> table = table(robot);
            table.requestFocus();
            table.getSelectionModel().clearSelection();
            for (String origin : origins) {
                table.getItems().stream()
                        .filter(row -> row.trial().origin().equals(origin))
                        .findFirst()
                        .ifPresent(table.getSelectionModel()::select);
            }
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> shown(FxRobot robot) throws Exception {
        return onFx(() -> table(robot).getItems().stream()
                .map(row -> row.trial().origin())
                .toList());
    }

    private static TableView<TrialRow> table(FxRobot robot) {
        return robot.lookup("#trials-table").queryTableView();
    }

    private MixingWeights recipe() throws Exception {
        return onFx(() -> window.kitchen().session().session().recipe().weights());
    }

    private Trial trial(String origin) throws Exception {
        return onFx(() -> window.kitchen().session().session().trials().stream()
                .filter(one -> one.origin().equals(origin))
                .findFirst()
                .orElseThrow());
    }
}
