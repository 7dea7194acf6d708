package org.stockpot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.cli.CommandLineProgram;
import org.stockpot.cli.Surroundings;
import org.stockpot.engine.DjlBackend;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Workbench;

/** Builds backend, lanes and workbench, and starts the command line, which starts the window. */
public final class Main {
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
                Main::workbench,
                Optional.empty());
    }

    private static Workbench workbench() {
        return new Workbench(
                new DjlBackend(), new QueueLane("device", Runnable::run), new QueueLane("io", Runnable::run));
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
