package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Trial;
import org.stockpot.ui.search.SearchQueue;
import org.stockpot.ui.search.SearchStatus;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Pausing, queueing and taking over searches, as a user does: real files, real engine, small networks. */
class SearchWindowTest extends WindowTest {
    @TempDir
    private static Path folder;

    @Override
    MainWindow window() throws Exception {
        workbench.keepJournals(folder.resolve("searches"));
        return super.window();
    }

    @Test
    void whilePausedSlidersAreMeasuredAndTheSearchGoesOnToTheSameResult(FxRobot robot) throws Exception {
        openKitchen();
        choose(robot, "manifold", "40");
        CountDownLatch release = holdTheDevice();
        robot.clickOn("#search-start");
        robot.clickOn("#search-pause");
        release.countDown();
        waitUntil(() -> status().phase().equals("paused; the sliders are yours"));
        WaitForAsyncUtils.waitForFxEvents();
        MixingWeights byHand = byHand(0.25);
        onFx(() -> {
            Session now = window.kitchen().session().session();
            window.kitchen().session().cook("by hand", now.recipe().withWeights(byHand));
            return null;
        });
        waitUntil(() ->
                trials().stream().anyMatch(trial -> trial.recipe().weights().equals(byHand)));
        int stood = onFx(() -> status().evaluations());
        assertThat(stood).isLessThan(40);
        assertThat(robot.lookup("#search-pause").queryAs(Button.class).getText())
                .isEqualTo("Resume");
        robot.clickOn("#search-pause");
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
        assertThat(onFx(() ->
                        robot.lookup("#search-remaining").queryAs(Label.class).getText()))
                .isEmpty();

        assertThat(onFx(() -> status().phase())).isEqualTo("the budget of 40 evaluations is spent");
        MixingWeights found = onFx(() -> recipe());
        List<SearchStatus.Point> points = onFx(() -> status().points());
        robot.clickOn("#search-start");
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
        assertThat(onFx(() -> status().points())).as("from its journal").isEqualTo(points);
        assertThat(onFx(() -> recipe())).isEqualTo(found);
    }

    @Test
    void aPausedSearchGoesOnFromTheSliders(FxRobot robot) throws Exception {
        openKitchen();
        choose(robot, "manifold", "30");
        CountDownLatch release = holdTheDevice();
        robot.clickOn("#search-start");
        robot.clickOn("#search-pause");
        release.countDown();
        waitUntil(() -> window.kitchen().search().pausedProperty().get());
        MixingWeights byHand = byHand(0.4);
        onFx(() -> {
            Session now = window.kitchen().session().session();
            window.kitchen().session().cook("by hand", now.recipe().withWeights(byHand));
            return null;
        });
        robot.clickOn("#search-take-over");
        waitUntil(() -> status().title().equals("Refinement"));
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
        assertThat(onFx(() -> status().evaluations())).isEqualTo(30);
        double best = onFx(() -> status().points().stream()
                .filter(point -> point.score().isWhole())
                .mapToDouble(point -> point.score().value())
                .max()
                .orElseThrow());
        Session after = onFx(() -> window.kitchen().session().session());
        Trial measured =
                workbench.device().call(workbench.evaluation(after, EnumSet.of(Role.VALIDATION), partial -> {}));
        assertThat(measured.evaluations().get(0).accuracy()).isEqualTo(best);
    }

    @Test
    void searchesWaitInAQueueAndOneCanBeTakenOff(FxRobot robot) throws Exception {
        openKitchen();
        choose(robot, "manifold", "25");
        CountDownLatch release = holdTheDevice();
        robot.clickOn("#search-start");
        choose(robot, "uniform", "25");
        robot.clickOn("#search-start");
        choose(robot, "greedy", "25");
        robot.clickOn("#search-start");
        assertThat(onFx(() -> window.kitchen().search().queue().waiting()))
                .extracting(SearchQueue.Waiting::title)
                .containsExactly("Uniform soup", "Greedy soup");
        Button remove = robot.lookup("#search-queue-remove-1").query();
        robot.interact(remove::fire);
        release.countDown();
        waitUntil(() -> status().title().equals("Greedy soup")
                && !window.kitchen().search().runningProperty().get());
        assertThat(onFx(() -> trials()))
                .extracting(Trial::origin)
                .contains("Manifold mixing", "Greedy soup")
                .doesNotContain("Uniform soup");
    }

    @Test
    void theTimeIsToldBeforeTheSearch(FxRobot robot) throws Exception {
        openKitchen();
        choose(robot, "manifold", "300");
        robot.clickOn("#search-predict");
        waitUntil(() -> window.kitchen().search().forecastProperty().get().startsWith("At most about "));
        assertThat(robot.lookup("#search-forecast").queryAs(Label.class).getText())
                .contains("one evaluation takes about ", ", there are at most 300", "the search ends after 10 min");
        assertThat(onFx(() -> window.kitchen().search().runningProperty().get()))
                .isFalse();
    }

    private MixingWeights byHand(double share) throws Exception {
        int groups = onFx(() -> window.kitchen()
                .opened()
                .openedProperty()
                .get()
                .orElseThrow()
                .groups()
                .size());
        return MixingWeights.uniform(2, groups).withIngredient(0, share).withIngredient(1, 1 - share);
    }

    private static void choose(FxRobot robot, String id, String evaluations) {
        robot.interact(() -> {
            ComboBox<SearchPlan> methods = robot.lookup("#search-method").queryComboBox();
            methods.getItems().stream()
                    .filter(plan -> plan.id().equals(id))
                    .findFirst()
                    .ifPresent(methods::setValue);
            robot.lookup("#search-evaluations").queryAs(TextField.class).setText(evaluations);
        });
    }

    private void openKitchen() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Session session = kitchen.session(workbench, 200).removed(2);
        open(session);
        awaitReading();
        onFx(() -> window.enter("search"));
    }

    private MixingWeights recipe() {
        return window.kitchen().session().session().recipe().weights();
    }

    private List<Trial> trials() {
        return window.kitchen().session().session().trials();
    }

    private SearchStatus status() {
        return window.kitchen().search().statusProperty().get();
    }
}
