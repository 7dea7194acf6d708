package org.stockpot.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;

/** Another process is asked to end while it works. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is not asked there, but killed")
class StopAtExitTest {
    @TempDir
    Path folder;

    /** The child: a job that holds a file and tidies up, or one that never stops. */
    static final class Working {
        private Working() {}

        /** Takes the file and the patience in milliseconds; works until it is stopped. */
        public static void main(String[] args) throws StockpotException {
            Path file = Path.of(args[0]);
            var lane = new QueueLane("work", Runnable::run);
            StopAtExit.of(List.of(lane), Duration.ofMillis(Long.parseLong(args[1])));
            lane.call(context -> {
                try {
                    Files.createFile(file);
                    System.out.println("ready");
                    while (true) {
                        if (args.length == 2) {
                            context.checkpoint();
                        }
                    }
                } catch (IOException e) {
                    throw new StockpotException("no file", e);
                } finally {
                    file.toFile().delete();
                }
            });
        }
    }

    @Test
    void jobsTidyUpBeforeTheProcessEnds() throws Exception {
        Path file = folder.resolve("half");
        askToEnd(file, "60000");
        assertThat(file).doesNotExist();
    }

    @Test
    void aJobThatNeverStopsDoesNotHoldTheProcessForEver() throws Exception {
        Path file = folder.resolve("half");
        askToEnd(file, "100", "stubborn");
        assertThat(file).exists();
    }

    private static void askToEnd(Path file, String... more) throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Working.class.getName(),
                file.toString());
        command.command().addAll(List.of(more));
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
