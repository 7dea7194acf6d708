package org.stockpot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import org.stockpot.cli.CommandLineProgram;
import org.stockpot.cli.Surroundings;
import org.stockpot.cli.WindowOrder;
import org.stockpot.data.Preparation;
import org.stockpot.data.TensorCache;
import org.stockpot.engine.DjlBackend;
import org.stockpot.engine.EngineOptions;
import org.stockpot.engine.Spool;
import org.stockpot.job.Job;
import org.stockpot.job.QueueLane;
import org.stockpot.job.StopAtExit;
import org.stockpot.session.ChartOrder;
import org.stockpot.session.ChartsDrawn;
import org.stockpot.session.NotesFile;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.session.settings.Look;
import org.stockpot.session.settings.Profile;
import org.stockpot.session.settings.UserFolders;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.WorkbenchApp;
import org.stockpot.ui.charts.SessionCharts;

/** Builds backend, lanes and workbench, and starts the command line, which starts the window. */
public final class Main {
    /** Two boundaries of CLIP ViT-B/32 on the 26,000 images of the published validation set. */
    private static final long SPOOL_BYTES = 8L << 30;
    /** How long Ctrl+C waits for running jobs to tidy up. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Main() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        int code = CommandLineProgram.run(surroundings(), args);
        System.exit(code);
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(),
                Path.of(System.getProperty("stockpot.home", "")).toAbsolutePath(),
                () -> workbench(Runnable::run),
                hasDisplay() ? Optional.of(Main::openWindow) : Optional.empty(),
                Main::drawCharts);
    }

    /** Nothing is shown, so a display that is announced but cannot be reached must not be asked for. */
    private static Job<ChartsDrawn> drawCharts(Workbench workbench, Session session, ChartOrder order) {
        System.setProperty("java.awt.headless", "true");
        return SessionCharts.draw(workbench, session, order);
    }

    private static void openWindow(WindowOrder order) throws StockpotException {
        try (Profile profile = Profile.open(userFolders(), order.safeMode())) {
            Look look = profile.settings().look();
            order.language().orElse(look.language()).locale().ifPresent(Main::speak);
            if (look.scalePercent() > 0) {
                System.setProperty("glass.gtk.uiScale", look.scalePercent() + "%");
                System.setProperty("glass.win.uiScale", look.scalePercent() + "%");
            }
            try (Workbench workbench = workbench(Platform::runLater)) {
                WorkbenchApp.launch(workbench, order.session(), order.demo(), profile);
            }
        }
    }

    /** Before the first text is asked for; numbers stay as they are in files. */
    private static void speak(Locale language) {
        Locale.setDefault(language);
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    }

    private static Workbench workbench(Executor delivery) {
        Path images = imageFolder();
        var device = new QueueLane("device", delivery);
        var io = new QueueLane("io", delivery);
        StopAtExit.of(List.of(device, io), PATIENCE);
        var backend = new DjlBackend(EngineOptions.usual()
                .withSpool(new Spool(images, SPOOL_BYTES))
                .withNotes(new NotesFile(images.resolveSibling("engine.properties"))));
        var workbench = new Workbench(backend, device, io, Clock.systemUTC(), preparation(images), residentBytes());
        workbench.keepJournals(images.resolveSibling("searches"));
        return workbench;
    }

    /** In megabytes, for who has more memory than Java takes by itself, or less. */
    private static long residentBytes() {
        Long megabytes = Long.getLong("stockpot.resident.mb");
        return megabytes == null ? Workbench.usualResidentBytes() : Math.max(0, megabytes) << 20;
    }

    private static Path imageFolder() {
        return TensorCache.userFolder(
                name -> Optional.ofNullable(System.getenv(name)),
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", "")));
    }

    private static UserFolders userFolders() {
        return UserFolders.of(
                name -> Optional.ofNullable(System.getenv(name)),
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", "")));
    }

    /** Images are decoded once for all runs of this user. */
    private static Preparation preparation(Path folder) {
        var cache = new TensorCache(folder, TensorCache.DEFAULT_BYTES);
        return new Preparation(Optional.of(cache), Runtime.getRuntime().availableProcessors());
    }

    /** Linux says by these variables; elsewhere there is a display unless Java was told otherwise. */
    private static boolean hasDisplay() {
        if (Boolean.getBoolean("java.awt.headless")) {
            return false;
        }
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        return !linux || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    /** The launcher knows; started otherwise, Linux tells where the stream for messages leads. */
    private static boolean isTerminal() {
        String told = System.getProperty("stockpot.terminal");
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
