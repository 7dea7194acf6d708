package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchModel;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Pausing, queueing and taking over searches, as a user does: real files, real engine, small networks. */
@ExtendWith(ApplicationExtension.class)
class SearchWindowTest {
    private static final long PATIENCE_SECONDS = 40;

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
        workbench.keepJournals(folder.resolve("searches"));
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
        List<SearchModel.Point> points = onFx(() -> status().points());
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
        assertThat(onFx(() -> window.kitchen().search().waiting()))
                .extracting(SearchModel.Waiting::title)
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

    /** So that a search does not run away while it is paused by hand. */
    private CountDownLatch holdTheDevice() {
        var release = new CountDownLatch(1);
        workbench
                .device()
                .submit(
                        context -> {
                            while (release.getCount() > 0) {
                                context.checkpoint();
                                LockSupport.parkNanos(1_000_000);
                            }
                            return true;
                        },
                        new Silent());
        return release;
    }

    private static final class Silent implements JobListener<Boolean> {
        @Override
        public void succeeded(Boolean result) {}

        @Override
        public void failed(StockpotException problem) {}
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
        onFx(() -> {
            window.kitchen().session().open(session, Optional.empty());
            return null;
        });
        waitUntil(() -> window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE);
        onFx(() -> {
            window.enter("search");
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private MixingWeights recipe() {
        return window.kitchen().session().session().recipe().weights();
    }

    private List<Trial> trials() {
        return window.kitchen().session().session().trials();
    }

    private SearchModel.Status status() {
        return window.kitchen().search().statusProperty().get();
    }

    private static <T> T onFx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void waitUntil(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
    }
}
