package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments of a real search loses nothing. 20 times; {@code mvn -Pkills} does it 200 times, and
 * {@code -Dstockpot.kills} says how often.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledSearchTest {
    private static final int KILLS = Integer.getInteger("stockpot.kills", 20);

    @TempDir
    Path folder;

    private Path session = Path.of("");

    /**
     * One process.
     *
     * @param heard the last evaluation that it said to have heard of
     * @param result what it found; empty if it was killed before
     */
    private record Life(int heard, Optional<String> result, long nanos) {}

    @BeforeEach
    void cook() throws Exception {
        session = folder.resolve("kitchen.stockpot.json");
        try (Workbench workbench = TinyKitchen.workbench()) {
            SessionFile.write(new TinyKitchen(folder).session(workbench, 300), session);
        }
    }

    @Test
    void reachesTheSameTrialsAndTheSameResultHoweverOftenItIsKilled() throws Exception {
        Path whole = folder.resolve("whole.jsonl");
        Life unbroken = live(whole, Long.MAX_VALUE);
        String expected = unbroken.result().orElseThrow();
        List<String> trials = trials(whole);
        assertThat(trials).hasSize(1 + SearchChild.EVALUATIONS);
        var random = new Random(KILLS);
        int kills = 0;
        int searches = 0;
        int halfway = 0;
        while (kills < KILLS) {
            Path journal = folder.resolve("journal-" + searches + ".jsonl");
            Life life = live(journal, (long) (random.nextDouble() * unbroken.nanos()));
            List<String> left = Files.exists(journal) ? trials(journal) : List.of();
            assertThat(left).as("a prefix of the unbroken run").isEqualTo(trials.subList(0, left.size()));
            if (life.result().isPresent()) {
                assertThat(life.result().get()).isEqualTo(expected);
                assertThat(left).isEqualTo(trials);
                searches++;
            } else {
                kills++;
                halfway += left.size() > 1 && left.size() < trials.size() ? 1 : 0;
                assertThat(left.size() - 1)
                        .as("no finished evaluation is lost")
                        .isGreaterThanOrEqualTo(life.heard() == 0 ? -1 : life.heard());
            }
        }
        Path last = folder.resolve("journal-" + searches + ".jsonl");
        assertThat(live(last, Long.MAX_VALUE).result()).contains(expected);
        assertThat(trials(last)).isEqualTo(trials);
        assertThat(halfway).as("kills in the middle of a search").isGreaterThan(KILLS / 4);
    }

    /** Runs a process that goes on from a journal; kills it a while after it begins to search. */
    private Life live(Path journal, long nanos) throws IOException, InterruptedException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.offline=true",
                        "-cp",
                        path,
                        SearchChild.class.getName(),
                        session.toString(),
                        journal.toString())
                .redirectError(folder.resolve("error.txt").toFile())
                .start();
        int heard = 0;
        Optional<String> result = Optional.empty();
        long begun = System.nanoTime();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(SearchChild.READY)) {
                    begun = System.nanoTime();
                    if (nanos < Long.MAX_VALUE) {
                        LockSupport.parkNanos(nanos);
                        // Not by the process itself, which would close what it has said.
                        process.toHandle().destroyForcibly();
                    }
                } else if (line.startsWith(SearchChild.RESULT)) {
                    result = Optional.of(line);
                } else if (line.matches("\\d+")) {
                    heard = Integer.parseInt(line);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (nanos == Long.MAX_VALUE) {
            assertThat(result).as(Files.readString(folder.resolve("error.txt"))).isPresent();
        }
        return new Life(heard, result, System.nanoTime() - begun);
    }

    /** The complete lines, without what depends on time and on what was remembered. */
    private static List<String> trials(Path journal) throws IOException {
        List<String> lines = new ArrayList<>();
        String text = Files.readString(journal);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            lines.add(line.replaceFirst("\"images\":\\d+,", "").replaceFirst(",\"(seconds|crc32c).*", ""));
        }
        return lines;
    }
}
