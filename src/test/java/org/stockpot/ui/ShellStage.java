package org.stockpot.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.stockpot.job.QueueLane;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.session.settings.Profile;
import org.stockpot.session.settings.UserFolders;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.files.Chooser;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.util.WaitForAsyncUtils;

/** One window of a user, opened and closed as the program does; the next one finds what this one left. */
final class ShellStage implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Workbench workbench;
    private final Profile profile;
    private final Appearance appearance = new Appearance(Theme.LIGHT);
    private final MainWindow window;

    private ShellStage(Path home, Chooser chooser) {
        workbench = new Workbench(
                TinyKitchen.backend(),
                new QueueLane("device", Platform::runLater),
                new QueueLane("io", Platform::runLater));
        profile = Profile.open(folders(home), false);
        window = new MainWindow(new Stage(), workbench, appearance, Optional.empty(), Optional.of(profile), chooser);
        window.show();
    }

    static ShellStage open(Path home) throws Exception {
        return open(home, request -> List.of());
    }

    static ShellStage open(Path home, Chooser chooser) throws Exception {
        return Platform.isFxApplicationThread()
                ? new ShellStage(home, chooser)
                : onFx(() -> new ShellStage(home, chooser));
    }

    static UserFolders folders(Path home) {
        return new UserFolders(home.resolve("configuration"), home.resolve("data"));
    }

    MainWindow window() {
        return window;
    }

    Theme theme() {
        return appearance.theme();
    }

    /** Does an action without waiting for dialogs that it opens. */
    void perform(String action) {
        Platform.runLater(() -> window.actions().get(action).perform());
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Override
    public void close() throws IOException, StockpotException {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            window.dispose();
            window.stage().hide();
        });
        workbench.close();
        profile.close();
    }

    static <T> T onFx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void waitUntil(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
    }
}
