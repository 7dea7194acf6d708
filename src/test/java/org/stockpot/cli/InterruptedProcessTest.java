package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.Main;
import org.stockpot.data.Role;
import org.stockpot.session.TinyKitchen;

/** Ctrl+C in a terminal, that is SIGINT to the program as a process of its own. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
class InterruptedProcessTest {
    private static final int INTERRUPTED = 130;
    /** More than any machine evaluates before it is told to stop. */
    private static final List<String> ENDLESS = List.of("--set", "population=100", "--set", "generations=10000");

    @TempDir
    Path folder;

    @Test
    void ctrlCEndsASearchWithItsJournalWholeAndNothingElseOnTheDisk() throws Exception {
        assumeFalse(isIgnored(), "whoever started this told its children to ignore Ctrl+C");
        var kitchen = new TinyKitchen(folder);
        Path journal = folder.resolve("journal.jsonl");
        Path soup = folder.resolve("soup.safetensors");
        Path errors = Files.createDirectory(folder.resolve("out")).resolve("err");
        List<String> search = new ArrayList<>(List.of("search", "--method", "pareto", "--ingredient"));
        search.add(kitchen.checkpoint("a", 1).toString());
        search.add(kitchen.checkpoint("b", 2).toString());
        search.add("--validation");
        search.add(kitchen.images(Role.VALIDATION, "validation", 60).path().toString());
        search.addAll(ENDLESS);
        search.addAll(List.of("--journal", journal.toString(), "--output", soup.toString()));
        List<String> before = files();

        Process process = start(search, errors);
        try {
            while (process.isAlive() && lines(journal) < 8) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(errors)).isEqualTo(INTERRUPTED);
        assertThat(Files.readString(errors)).doesNotContain("Exception");
        before.add("journal.jsonl");
        assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
        int evaluated = lines(journal) - 1;
        assertThat(evaluated).isGreaterThanOrEqualTo(7);
        search.addAll(List.of("--resume", "--json", "--budget", Integer.toString(evaluated + 1)));
        assertThat(Shell.run(folder, search.toArray(String[]::new))
                        .json()
                        .get("evaluations")
                        .intValue())
                .isEqualTo(evaluated + 1);
        assertThat(soup).exists();
    }

    private Process start(List<String> arguments, Path errors) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                "-cp",
                path,
                Main.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("out").toString());
        return builder.start();
    }

    private static int lines(Path file) throws IOException {
        return Files.exists(file)
                ? (int) Files.readString(file).chars().filter(c -> c == '\n').count()
                : 0;
    }

    /** What lies beside the models, but for the folder that the process's own caches are in. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList());
        }
    }

    /** A process takes over from its parent which signals it does not hear; Java keeps to that. */
    private static boolean isIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        }
    }
}
