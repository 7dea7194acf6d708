package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.QueueLane;
import org.stockpot.tensor.StockpotException;

class AutosaveTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    Path folder;

    private final QueueLane io = new QueueLane("io", Runnable::run);

    @AfterEach
    void close() {
        io.close();
    }

    @Test
    void whatAKilledProcessLeftIsFoundWhole() throws Exception {
        Path file = folder.resolve("work/kitchen.stockpot.json");
        killed(file);
        try (var after = new Autosave(unsaved())) {
            Autosave.Found found = io.call(after.find());
            assertThat(found.broken()).isEmpty();
            assertThat(found.sessions()).hasSize(1);
            Autosave.Left left = found.sessions().get(0);
            assertThat(left.session()).isEqualTo(session(AutosaveChild.INGREDIENTS));
            assertThat(left.of()).contains(file);
            assertThat(left.at()).isEqualTo(NOW);
            assertThat(io.call(after.discard(left))).isTrue();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasNeitherRecoveredNorDiscardedIsOfferedAgain() throws Exception {
        killed(folder.resolve("a.json"));
        for (int start = 0; start < 2; start++) {
            try (var window = new Autosave(unsaved())) {
                assertThat(io.call(window.find()).sessions()).hasSize(1);
            }
        }
    }

    @Test
    void aLivingWindowsFileIsNotTakenByAnother() throws Exception {
        try (var one = new Autosave(unsaved());
                var other = new Autosave(unsaved())) {
            io.call(one.keep(session(2), Optional.empty(), NOW));
            io.call(other.keep(session(3), Optional.empty(), NOW));
            assertThat(io.call(other.find()).sessions()).isEmpty();
            assertThat(io.call(one.find()).sessions()).isEmpty();
            assertThat(files()).hasSize(4);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aLivingProcessesFileIsNotTakenByAnother() throws Exception {
        Process other = child(folder.resolve("a.json"));
        try (var window = new Autosave(unsaved())) {
            assertThat(io.call(window.find()).sessions()).isEmpty();
        } finally {
            kill(other);
        }
    }

    @Test
    void whatOneWindowFoundIsNotOfferedByAnother() throws Exception {
        killed(folder.resolve("a.json"));
        try (var one = new Autosave(unsaved());
                var other = new Autosave(unsaved())) {
            assertThat(io.call(one.find()).sessions()).hasSize(1);
            assertThat(io.call(other.find()).sessions()).isEmpty();
        }
    }

    @Test
    void theNewestStateIsTheOneThatIsKeptAndNothingOnceItIsSaved() throws Exception {
        try (var window = new Autosave(unsaved())) {
            Path first = io.call(window.keep(session(2), Optional.empty(), NOW));
            Path second = io.call(window.keep(session(5), Optional.empty(), NOW.plusSeconds(1)));
            assertThat(second).isEqualTo(first).content().contains("model-4");
            assertThat(io.call(window.drop())).isTrue();
            assertThat(first).doesNotExist();
            assertThat(io.call(window.drop())).isFalse();
        }
    }

    @Test
    void aBrokenFileIsNamedAndPutAside() throws Exception {
        Files.createDirectories(unsaved());
        Files.writeString(unsaved().resolve("x.unsaved.json"), "{ \"stockpotUnsaved\": 1, ");
        killed(folder.resolve("a.json"));
        try (var window = new Autosave(unsaved())) {
            Autosave.Found found = io.call(window.find());
            assertThat(found.sessions()).hasSize(1);
            assertThat(found.broken())
                    .singleElement()
                    .asString()
                    .contains("x.unsaved.json is not the JSON expected here")
                    .endsWith("It is now x.unsaved.json.broken.");
            assertThat(io.call(window.find()).broken()).isEmpty();
        }
        assertThat(files()).contains("x.unsaved.json.broken").doesNotContain("x.unsaved.json");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(unsaved(), "a file where the folder should be");
        var window = new Autosave(unsaved());
        var refusal = org.junit.jupiter.api.Assertions.assertThrows(
                StockpotException.class, () -> io.call(window.keep(session(1), Optional.empty(), NOW)));
        assertThat(refusal).hasMessageContaining("so unsaved work is not safe from a crash");
    }

    static Session session(int ingredients) {
        return Session.EMPTY.withIngredients(Stream.iterate(0, index -> index + 1)
                .limit(ingredients)
                .map(index -> new Source(
                        "model-" + index, Path.of("models", index + ".pt").toAbsolutePath(), "0" + index))
                .toList());
    }

    private Path unsaved() {
        return folder.resolve("unsaved");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(unsaved())) {
            return all.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private void killed(Path of) throws Exception {
        kill(child(of));
    }

    /** As by kill -9. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A process that has kept a session and goes on living. */
    private Process child(Path of) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AutosaveChild.class.getName(),
                        unsaved().toString(),
                        of.toString(),
                        NOW.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader();
        assertThat(said.readLine()).isEqualTo("kept");
        return process;
    }
}
