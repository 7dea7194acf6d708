package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void drawsImagesAsLargeAndAsTransparentAsAsked() throws Exception {
        Path file = folder.resolve("moved.stockpot.json");
        SessionFile.write(TrialSamples.session(), file);
        Path output = folder.resolve("images");
        String printed = Shell.run(
                        folder,
                        "charts",
                        file.toString(),
                        "--output",
                        output.toString(),
                        "--format",
                        "png",
                        "--scale",
                        "3",
                        "--transparent")
                .text();
        assertThat(printed.lines()).hasSize(3).allMatch(name -> name.endsWith("@3x.png"));
        BufferedImage image =
                ImageIO.read(output.resolve("mixing-weights-of-trials@3x.png").toFile());
        assertThat(image.getWidth()).isEqualTo(3 * 960);
        assertThat(image.getHeight()).isEqualTo(3 * 626);
        assertThat(image.getRGB(0, 0)).as("nothing in the corner").isZero();
        assertThat(painted(image)).isGreaterThan(10_000);
    }

    private static long painted(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).filter(pixel -> pixel != 0).count();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --scale,  4,   "--scale 4: give a whole number from 1 to 3."
            --format, gif, "Invalid value for option '--format' (NAME): expected one of [SVG, PNG, CSV] (case-insensitive) but was 'gif' See stockpot charts --help."
            """, quoteCharacter = '"')
    void refusesWhatNoChartCanBe(String option, String value, String sentence) throws Exception {
        Path file = folder.resolve("measured.stockpot.json");
        SessionFile.write(TrialSamples.session(), file);
        Path output = folder.resolve("none");
        assertThat(Shell.run(folder, "charts", file.toString(), "--output", output.toString(), option, value)
                        .sentence())
                .isEqualTo(sentence);
        assertThat(output).doesNotExist();
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
