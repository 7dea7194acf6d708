package org.stockpot.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.stockpot.engine.DjlBackend;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Goal;
import org.stockpot.session.Workbench;
import org.stockpot.ui.MainWindow;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchRequest;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/** The real window on the demo session, driven from the program's main thread. */
final class DemoWindow implements AutoCloseable {
    private static final Path DEMO = Path.of("assets", "demo", "demo.stockpot.json");
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int QUIET_POLLS = 5;

    private final Workbench workbench;
    private final Appearance appearance;
    private final MainWindow window;

    private DemoWindow(Workbench workbench, Appearance appearance, MainWindow window) {
        this.workbench = workbench;
        this.appearance = appearance;
        this.window = window;
    }

    /** Opens the window and the demo in it. */
    static DemoWindow open() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        FxStage.start();
        return FxStage.call(() -> {
            var workbench = new Workbench(
                    new DjlBackend(),
                    new QueueLane("device", Platform::runLater),
                    new QueueLane("io", Platform::runLater));
            var appearance = new Appearance(Theme.LIGHT);
            var window = new MainWindow(new Stage(), workbench, appearance, Optional.of(DEMO));
            window.show();
            window.open(DEMO);
            return new DemoWindow(workbench, appearance, window);
        });
    }

    MainWindow window() {
        return window;
    }

    /** Waits until nothing runs in the background and the mix on the sliders is measured completely. */
    void awaitQuiet() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String told = "";
        for (int quiet = 0; quiet < QUIET_POLLS; ) {
            FxStage.settle();
            String now = FxStage.call(this::doing);
            if (!now.equals(told)) {
                System.err.println(now);
                told = now;
            }
            quiet = FxStage.call(this::isQuiet) ? quiet + 1 : 0;
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the demo is still working after " + PATIENCE);
            }
        }
    }

    /** Starts a search with its usual settings. */
    void search(String method, int evaluations) {
        FxStage.call(() -> {
            window.kitchen()
                    .search()
                    .start(new SearchRequest(
                            method,
                            Map.of(),
                            Goal.ACCURACY.text(),
                            false,
                            Optional.of(evaluations),
                            Optional.empty(),
                            Optional.empty(),
                            1));
            return null;
        });
    }

    /** Ids of the rooms, in the order of the rail. */
    List<String> rooms() {
        return FxStage.call(window::rooms);
    }

    /** Goes to a room and lets it lay itself out. */
    void enter(String room) throws InterruptedException {
        FxStage.call(() -> {
            window.enter(room);
            return null;
        });
        FxStage.settle();
    }

    boolean isSearching() {
        return FxStage.call(() -> window.kitchen().search().runningProperty().get());
    }

    /** Changes size and theme and lets the window lay itself out. */
    void show(Theme theme, double width, double height) throws InterruptedException {
        FxStage.call(() -> {
            appearance.show(theme);
            window.stage().setX(0);
            window.stage().setY(0);
            window.stage().setWidth(width);
            window.stage().setHeight(height);
            return null;
        });
        FxStage.settle();
        FxStage.settle();
    }

    <T> T onFx(Supplier<T> work) {
        return FxStage.call(work);
    }

    @Override
    public void close() {
        FxStage.call(() -> {
            window.dispose();
            window.stage().hide();
            return null;
        });
        workbench.close();
        Platform.exit();
    }

    private String doing() {
        String tasks = window.kitchen().tasks().running().stream()
                .map(task -> task.name())
                .collect(Collectors.joining(", "));
        return "sliders " + window.kitchen().live().readingProperty().get().state() + "; " + tasks;
    }

    private boolean isQuiet() {
        return window.kitchen().tasks().running().isEmpty()
                && window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE;
    }
}
