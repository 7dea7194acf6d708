package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TrialListing;
import org.stockpot.session.TrialSamples;
import org.stockpot.session.TrialTable;
import tools.jackson.databind.JsonNode;

class TrialsCommandTest {
    @TempDir
    private Path folder;

    private Path session;

    @BeforeEach
    void write() throws Exception {
        session = folder.resolve("some" + SessionFile.ENDING);
        SessionFile.write(TrialSamples.session(), session);
    }

    private Shell.Ran run(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "trials";
        all[1] = session.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return Shell.run(folder, all);
    }

    @Test
    void listsTrialsWithTheirGainsForPeople() {
        assertThat(run().text().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("3  sliders") && line.contains("81.20 [78.7, 83.5] +1.20"))
                .anyMatch(line -> line.startsWith("4  Manifold mixing") && line.contains("(+0.30)"));
    }

    @Test
    void printsTheSameForPrograms() throws Exception {
        JsonNode json = run("--json").json();
        assertThat(json).hasSize(4);
        assertThat(json.get(2).get("test_gain").doubleValue()).isEqualTo(0.012);
        assertThat(run("--csv").text())
                .isEqualTo(TrialListing.csv(
                        TrialTable.of(SessionFile.read(session)).rows()));
        assertThat(run("--csv", "--json").sentence()).isEqualTo("--json and --csv are given, expected one of them.");
    }

    @Test
    void saysThatThereAreNone() throws Exception {
        SessionFile.write(Session.EMPTY, session);
        Shell.Ran ran = run();
        assertThat(ran.text()).isEmpty();
        assertThat(ran.err().strip()).isEqualTo(session + " has no trials: nothing has been measured in it.");
    }
}
