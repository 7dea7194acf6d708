package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import tools.jackson.databind.JsonNode;

/** {@code report}, and {@code demo --report}. */
@Timeout(120)
class ReportCommandTest {
    @TempDir
    Path folder;

    /** The accuracy of the mix on the test set as the report writes it. */
    private static String accuracy(JsonNode score) {
        return String.format(
                Locale.ROOT, "<td>%.2f [", 100 * score.get("accuracy").doubleValue());
    }

    private Path session(Path place) throws Exception {
        Files.createDirectories(place);
        Path file = place.resolve("demo" + SessionFile.ENDING);
        try (Workbench workbench = TinyKitchen.workbench()) {
            SessionFile.write(new TinyKitchen(place).session(workbench, 60), file);
        }
        return file;
    }

    @Test
    void writesAPageAndACardWithTheNumbersThatEvaluatePrints() throws Exception {
        Path session = session(folder);
        Path page = folder.resolve("out.html");
        assertThat(Shell.run(folder, "report", session.toString(), "--out", page.toString())
                        .text())
                .isEqualTo("Report: %s%nCard: %s%n".formatted(page, folder.resolve("out.md")));
        JsonNode scores = Shell.run(folder, "evaluate", "--session", session.toString(), "--json")
                .json();
        assertThat(page)
                .content()
                .contains(accuracy(scores.get(0)), accuracy(scores.get(1)), accuracy(scores.get(2)))
                .contains("stockpot report demo.stockpot.json --out out.html");
        assertThat(Shell.run(folder, "report", session.toString(), "--out", session.toString())
                        .sentence())
                .contains("does not end in .html");
    }

    @Test
    void theDemoReportsOnItsLastMethod() throws Exception {
        session(folder.resolve("assets/demo"));
        Path page = folder.resolve("demo.html");
        JsonNode demo = Shell.run(
                        folder,
                        "demo",
                        "--json",
                        "--budget",
                        "12",
                        "--output",
                        folder.resolve("soup.safetensors").toString(),
                        "--report",
                        page.toString())
                .json();
        JsonNode last = demo.get("rows").get(4).get("sets");
        assertThat(page)
                .content()
                .contains("<h1>Model soup report: Manifold mixing</h1>")
                .contains("stockpot demo --budget 12 --report demo.html")
                .contains(">Uniform soup</th>", ">Greedy soup</th>")
                .contains(accuracy(last.get(0)), accuracy(last.get(1)), accuracy(last.get(2)));
    }
}
