package org.stockpot.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** A window of its own for each test, to be worked in as a user does: real files, real engine, small networks. */
@ExtendWith(ApplicationExtension.class)
abstract class WindowTest {
    /** Long enough for a busy machine. */
    private static final long PATIENCE_SECONDS = 120;

    Workbench workbench;
    MainWindow window;

    @AfterAll
    static void letJavaFxLive() {
        Platform.setImplicitExit(false);
    }

    @BeforeEach
    void open() {
        workbench = new Workbench(
                TinyKitchen.backend(),
                new QueueLane("device", Platform::runLater),
                new QueueLane("io", Platform::runLater));
        onFx(() -> {
            window = window();
            window.show();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Makes the window, on JavaFX's thread. Its stage is a new one: the one that all tests share keeps sizes and listeners. */
    MainWindow window() throws Exception {
        return new MainWindow(new Stage(), workbench, new Appearance(Theme.LIGHT), Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            window.dispose();
            window.stage().hide();
        });
        workbench.close();
    }

    /** Opens a session as from no file. */
    final void open(Session session) {
        onFx(() -> window.kitchen().session().open(session, Optional.empty()));
    }

    /** A session of checkpoints without data. */
    final Session session(Path base, List<Path> ingredients) throws StockpotException {
        List<Source> sources = new ArrayList<>();
        for (Path file : ingredients) {
            sources.add(source(file));
        }
        return Session.EMPTY.withBase(source(base)).withIngredients(sources);
    }

    private Source source(Path file) throws StockpotException {
        return workbench.io().call(workbench.checkpoint(file));
    }

    /** Waits until the mix is measured on all images. */
    final void awaitReading() throws TimeoutException {
        waitUntil(() -> window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Keeps the device busy until the result is counted down, so that nothing behind it runs away. */
    final CountDownLatch holdTheDevice() {
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

    static String label(FxRobot robot, String id) {
        return onFx(() -> robot.lookup(id).queryAs(Label.class).getText());
    }

    static Button button(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Button.class);
    }

    /** Puts text into a field in place of what is there. */
    static void type(FxRobot robot, String field, String text) {
        robot.interact(() -> robot.lookup(field).queryAs(TextField.class).setText(text));
    }

    /** Does something, and all that follows from it at once. */
    static void onFx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), work);
        WaitForAsyncUtils.waitForFxEvents();
    }

    static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), work);
    }

    static void waitUntil(Callable<Boolean> condition) throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            tellWhatEverybodyDoes();
            throw e;
        }
    }

    /** Whoever waited in vain wants to know for whom, and what was on the screen. */
    private static void tellWhatEverybodyDoes() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            System.err.println(thread.getName() + ", " + thread.getState());
            Arrays.stream(stack).limit(20).forEach(frame -> System.err.println("    " + frame));
        });
        onFx(() -> Window.getWindows()
                .forEach(window -> window.getScene().getRoot().lookupAll(".label").stream()
                        .filter(Node::isVisible)
                        .map(node -> ((Labeled) node).getText())
                        .filter(text -> text != null && !text.isBlank())
                        .forEach(text -> System.err.println("on the screen: " + text))));
    }
}
