package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;

/** Where commands write beside models: refused before the work, not after it. */
@Timeout(120)
class OutputTargetTest {
    private static final String SEARCH = "search --method uniform --session SESSION --save";
    private static final String COOK = "cook regmean --session SESSION --output soup.safetensors --save";
    private static final String LEAKS = "leaks SESSION --exclude --output";
    private static final String SHIFT = "shift SESSION --shift fog --output";
    private static final String REBUILD = "rebuild FUSED --session";
    private static final String LOGITS = "evaluate --session SESSION --logits";
    private static final String LEAKS_SHEET = "leaks SESSION --sheet";
    private static final String SHIFT_SHEET = "shift SESSION --shift fog --sheet";

    @TempDir
    Path folder;

    private Path session = Path.of("");
    private Session known = Session.EMPTY;

    @BeforeEach
    void cook() throws Exception {
        session = folder.resolve("s.stockpot.json");
        try (Workbench workbench = TinyKitchen.workbench()) {
            known = new TinyKitchen(folder).session(workbench, 20);
            SessionFile.write(known, session);
        }
    }

    /** Runs a command line with a target behind it. */
    private Ran run(String command, Path target) {
        List<String> arguments = new ArrayList<>();
        for (String one : command.split(" ", -1)) {
            arguments.add(
                    switch (one) {
                        case "SESSION" -> session.toString();
                        case "FUSED" -> fused();
                        case "soup.safetensors" -> folder.resolve(one).toString();
                        default -> one;
                    });
        }
        arguments.add(target.toString());
        return Shell.run(folder, arguments.toArray(String[]::new));
    }

    private String fused() {
        String file = folder.resolve("fused.safetensors").toString();
        Shell.run(folder, "fuse", "--session", session.toString(), "--output", file)
                .text();
        return file;
    }

    private static String refused(Ran ran) {
        assertThat(ran.out()).isEmpty();
        return ran.sentence();
    }

    @ParameterizedTest
    @ValueSource(strings = {SEARCH, COOK, LEAKS, SHIFT, REBUILD, LOGITS, LEAKS_SHEET, SHIFT_SHEET})
    void refusesAFolderThatIsMissingBeforeTheWork(String command) {
        Path target = folder.resolve("none").resolve("x");
        assertThat(refused(run(command, target)))
                .isEqualTo(
                        target + " cannot be written: " + folder.resolve("none") + " is no folder that takes files.");
    }

    @ParameterizedTest
    @ValueSource(strings = {SEARCH, COOK, LEAKS, SHIFT, LOGITS, LEAKS_SHEET, SHIFT_SHEET})
    void overwritesNoInput(String command) throws Exception {
        for (Path input :
                List.of(known.ingredients().get(0).path(), known.data().get(0).path())) {
            byte[] before = Files.readAllBytes(input);
            assertThat(refused(run(command, input)))
                    .isEqualTo(input + " is one of the inputs and is not overwritten; choose another name.");
            assertThat(Files.readAllBytes(input)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SEARCH, COOK, LEAKS, SHIFT, REBUILD})
    void writesASessionOnlyOverASession(String command) throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.json"), "{\"mine\": true}");
        assertThat(refused(run(command, notes)))
                .isEqualTo(notes + " is where the session would go, but what lies there is something else: move it"
                        + " away or choose another name.");
        assertThat(notes).hasContent("{\"mine\": true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGITS, LEAKS_SHEET, SHIFT_SHEET})
    void writesNumbersAndPicturesOnlyOverTheirLike(String command) throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(refused(run(command, notes)))
                .startsWith(notes + " is where the ")
                .endsWith(" would go, but what lies there is something else: move it away or choose another name.");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void replacesWhatWasWrittenBefore() throws Exception {
        for (int time = 0; time < 2; time++) {
            run(SEARCH, folder.resolve("found.stockpot.json")).text();
            run(LOGITS, folder.resolve("l.npy")).text();
            run(SHIFT_SHEET, folder.resolve("sheet.png")).text();
        }
        assertThat(SessionFile.read(folder.resolve("found.stockpot.json")).trials())
                .isNotEmpty();
        run(SEARCH, session).text();
        assertThat(SessionFile.read(session).trials()).isNotEmpty();
    }

    @Test
    void refusesTwoThingsInOneFile() {
        Path file = folder.resolve("x.safetensors");
        assertThat(refused(run(SEARCH.replace("--save", "--output " + file + " --save"), file)))
                .isEqualTo("--output and --save both name " + file + ": give each a file of its own.");
        assertThat(refused(run(SEARCH.replace("--save", "--journal " + file + " --save"), file)))
                .isEqualTo("--journal and --save both name " + file + ": give each a file of its own.");
        assertThat(refused(run(LEAKS_SHEET.replace("--sheet", "--exclude --output " + file + " --sheet"), file)))
                .isEqualTo("--output and --sheet both name " + file + ": give each a file of its own.");
        assertThat(Arrays.asList(folder.toFile().list())).doesNotContain("x.safetensors");
    }
}
