package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;

class ChartsCommandTest {
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    @Test
    void writesTheChartsOfWhatWasMeasuredAndTheirNumbers() throws Exception {
        Path file = folder.resolve("measured.stockpot.json");
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session session = new TinyKitchen(folder).session(workbench, IMAGES);
            Trial trial =
                    workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
            SessionFile.write(session.withTrial(trial), file);
            Path output = folder.resolve("charts");
            String printed = Shell.run(folder, "charts", file.toString(), "--output", output.toString())
                    .text();
            assertThat(printed.lines())
                    .hasSize(6)
                    .contains(output.resolve("accuracy-over-trials.svg").toString());
            assertThat(Files.readString(output.resolve("accuracy-over-trials.csv")))
                    .startsWith("trial,name,validation,")
                    .contains("," + IMAGES + ",");
        }
    }

    @Test
    void refusesASessionInWhichNothingWasMeasured() throws Exception {
        Path file = folder.resolve("empty.stockpot.json");
        SessionFile.write(Session.EMPTY, file);
        Shell.Ran ran = Shell.run(folder, "charts", file.toString(), "--output", folder.toString());
        assertThat(ran.code()).isEqualTo(CommandLineProgram.REFUSED);
        assertThat(ran.err()).contains("holds no measured mix on its present data");
    }
}
