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
import org.stockpot.session.TrialSamples;
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
                    .hasSize(12)
                    .contains(
                            output.resolve("accuracy-over-trials.svg").toString(),
                            output.resolve("heat-map-of-weight-differences.svg").toString(),
                            output.resolve("similarity-of-the-models.csv").toString(),
                            output.resolve("map-of-the-models.csv").toString());
            assertThat(Files.readAllLines(output.resolve("heat-map-of-weight-differences.csv")))
                    .startsWith("row,column,relative L2 distance (no unit),inert")
                    .hasSizeGreaterThan(session.ingredients().size());
            assertThat(Files.readString(output.resolve("accuracy-over-trials.csv")))
                    .startsWith("trial,name,validation,")
                    .contains("," + IMAGES + ",");
        }
    }

    @Test
    void leavesTheChartsOfWeightsOutWhereTheCheckpointsAreGone() throws Exception {
        Path file = folder.resolve("moved.stockpot.json");
        SessionFile.write(TrialSamples.session(), file);
        Path output = folder.resolve("charts");
        Shell.Ran ran = Shell.run(folder, "charts", file.toString(), "--output", output.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("Charts of the weights are left out: ").contains("one.safetensors");
        assertThat(output.resolve("heat-map-of-weight-differences.svg")).doesNotExist();
        assertThat(output.resolve("mixing-weights-of-trials.svg")).exists();
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
