package org.stockpot.ui;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.stockpot.session.Workbench;
import org.stockpot.session.settings.DesktopTheme;
import org.stockpot.session.settings.Look;
import org.stockpot.session.settings.Profile;
import org.stockpot.session.settings.ThemeChoice;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.EngineModel;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/** Opens the window. There is no subclass of {@code Application}, so that a program on the class path can start it. */
public final class WorkbenchApp {
    private WorkbenchApp() {}

    /**
     * Starts JavaFX, shows the window and returns when it is closed. Closes nothing but the window. The lanes of the
     * workbench must deliver to {@code Platform::runLater}.
     *
     * @param session to open first
     * @param demo the session that the button for the demo opens
     * @param profile what earlier windows left and this one leaves; it is not closed
     * @throws StockpotException if there is no display
     */
    public static void launch(Workbench workbench, Optional<Path> session, Optional<Path> demo, Profile profile)
            throws StockpotException {
        var closed = new CountDownLatch(1);
        var broken = new AtomicReference<@Nullable Throwable>();
        try {
            Platform.startup(() -> {
                // Until the window is there to show errors, they end the program.
                Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
                    broken.set(error);
                    closed.countDown();
                });
                Platform.runLater(() -> show(workbench, session, demo, profile, closed));
            });
        } catch (UnsupportedOperationException e) {
            throw new StockpotException(
                    "The window cannot be opened: " + e.getMessage()
                            + "; on Linux it needs a display and the packages libgtk-3-0 and libxtst6.",
                    e);
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable error = broken.get();
        if (error != null) {
            throw new IllegalStateException("The window could not be made", error);
        }
    }

    private static void show(
            Workbench workbench, Optional<Path> session, Optional<Path> demo, Profile profile, CountDownLatch closed) {
        Look look = profile.settings().look();
        var appearance = new Appearance(look.theme() == ThemeChoice.DARK ? Theme.DARK : Theme.LIGHT);
        appearance.showText(look.textPercent());
        var window = new MainWindow(new Stage(), workbench, appearance, demo, Optional.of(profile));
        window.stage().setOnHidden(event -> {
            window.dispose();
            closed.countDown();
        });
        window.kitchen().links().openWith(new Desktop().getHostServices()::showDocument);
        if (look.theme() == ThemeChoice.SYSTEM) {
            // Shown once the desktop has answered, so that it does not change its colours before the eyes.
            LookKeeper.askDesktop(workbench.io(), DesktopTheme.ofThisMachine(), appearance::show, window::show);
        } else {
            window.show();
        }
        new EngineModel(workbench, window.kitchen().tasks()).ready(() -> session.ifPresent(window::open));
    }

    /** Knows how the platform opens addresses; the window itself is not started by it. */
    private static final class Desktop extends Application {
        @Override
        public void start(Stage stage) {}
    }
}
