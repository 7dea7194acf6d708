package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.theme.Explained;
import org.testfx.api.FxRobot;

/** Whatever cannot be pressed says why. */
class ReasonsWindowTest extends WindowTest {
    /** JavaFX keeps a node's tooltip among its properties under this name. */
    private static final String INSTALLED = "javafx.scene.control.Tooltip";

    private static final List<String> ROOMS =
            List.of("library", "data", "mix", "search", "explain", "trials", "differences", "charts", "export");

    /** Beside these a visible label says why. */
    private static final Set<String> LABELLED =
            Set.of("search-start", "search-predict", "cook-start", "export-start", "trial-restore");

    @TempDir
    private Path folder;

    @Test
    void noButtonOfAnyRoomIsDisabledWithoutAReason() throws Exception {
        assertThat(mute()).isEmpty();
        open(new TinyKitchen(folder).session(workbench, 40));
        awaitReading();
        assertThat(mute()).isEmpty();
    }

    @Test
    void theRoomOfTrialsAsksForAChoice(FxRobot robot) {
        onFx(() -> window.enter("trials"));
        for (String id : List.of("pin", "copy", "copy-markdown", "delete")) {
            assertThat(reason(robot, "trials-" + id)).isEqualTo("Choose a trial in the table first");
        }
        assertThat(reason(robot, "trials-export")).isEqualTo("There are no trials yet: measure a mix first");
        assertThat(reason(robot, "trials-undo")).isEqualTo("There is nothing to undo");
    }

    @Test
    void keysThatAreAsUsualNeedNoWayBack(FxRobot robot) throws Exception {
        onFx(() -> window.actions().get("keys").perform());
        assertThat(reason(robot, "keys-reset")).isEqualTo("Choose a command to change its keys.");
        assertThat(reason(robot, "keys-reset-all")).isEqualTo("All commands have their usual keys");
        waitUntil(() -> robot.lookup("#key-row-theme").tryQuery().isPresent());
        robot.interact(() -> button(robot, "#key-row-theme").fire());
        assertThat(reason(robot, "keys-reset")).isEqualTo("“Light or dark” has its usual keys");
    }

    @Test
    void aFileIsNotCheckedWhileAnotherIsWritten(FxRobot robot) throws Exception {
        open(new TinyKitchen(folder).session(workbench, 40));
        awaitReading();
        onFx(() -> window.enter("export"));
        CountDownLatch release = holdTheDevice();
        try {
            onFx(() -> window.kitchen().export().report(folder.resolve("report.html")));
            assertThat(reason(robot, "export-rebuild")).isEqualTo("Writing and trying the file…");
            assertThat(reason(robot, "export-report")).isEqualTo("Writing and trying the file…");
        } finally {
            release.countDown();
        }
        waitUntil(() -> !button(robot, "#export-rebuild").isDisabled());
        assertThat(words(robot, "export-rebuild")).startsWith("Cooks a file that was exported once again");
    }

    @Test
    void aFileWithValuesThatAreNoNumbersIsAllowedWhereItIsRefused(FxRobot robot) throws Exception {
        var kitchen = new TinyKitchen(folder);
        var broken = kitchen.spoilt("broken", 2, Map.of("model.token_embedding.weight", List.of(Float.NaN)));
        open(session(kitchen.checkpoint("a", 3), List.of(broken))
                .withData(List.of(kitchen.images(Role.VALIDATION, "validation", 40))));
        waitUntil(() -> button(robot, "#notice-remedy").isVisible());
        assertThat(label(robot, "#notice-text"))
                .contains("broken holds 1 value that is NaN or infinite")
                .endsWith(
                        "leave it out, or allow such values for this run. Press “Allow NaN and infinity for this run”.");
        assertThat(button(robot, "#notice-remedy").getText()).isEqualTo("Allow NaN and infinity for this run");
        robot.clickOn("#notice-remedy");
        awaitReading();
        assertThat(window.kitchen().report().nonFiniteAllowedProperty().get()).isTrue();
        assertThat(robot.lookup("#notice-bar").query().isVisible()).isFalse();
    }

    private static String reason(FxRobot robot, String id) {
        assertThat(robot.lookup("#" + id).queryButton().isDisabled()).as(id).isTrue();
        return words(robot, id);
    }

    private static String words(FxRobot robot, String id) {
        return onFx(() -> ((Explained) robot.lookup("#" + id).queryButton().getParent()).words());
    }

    /** Names of the disabled buttons that nothing is said about. */
    private Set<String> mute() {
        Set<String> found = new TreeSet<>();
        for (String room : ROOMS) {
            onFx(() -> window.enter(room));
            onFx(() -> {
                window.view().applyCss();
                window.view().layout();
                for (ButtonBase one : buttons(window.view(), new ArrayList<>())) {
                    if (one.isDisabled() && isSeen(one) && !saysWhy(one)) {
                        found.add(room + ": " + one.getId() + " " + one.getText());
                    }
                }
            });
        }
        return found;
    }

    private static boolean saysWhy(Node button) {
        if (LABELLED.contains(String.valueOf(button.getId()))) {
            return button.getScene().getRoot().lookupAll(".label").stream()
                    .anyMatch(node -> node instanceof Label label
                            && label.getId() != null
                            && label.getId().endsWith("-why")
                            && isSeen(label)
                            && !label.getText().isEmpty());
        }
        // The disabled one itself shows no tooltip.
        Node around = button.getParent();
        return around != null
                && around.getProperties().get(INSTALLED) instanceof Tooltip tooltip
                && !tooltip.getText().isBlank();
    }

    private static boolean isSeen(Node node) {
        for (Node one = node; one != null; one = one.getParent()) {
            if (!one.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static List<ButtonBase> buttons(Parent parent, List<ButtonBase> found) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof ButtonBase button) {
                found.add(button);
            }
            if (child instanceof Parent inner) {
                buttons(inner, found);
            }
        }
        return found;
    }
}
