package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.Added;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import tools.jackson.databind.JsonNode;

/** Differences between models, as scripts see them. */
class DifferencesCommandTest {
    @TempDir
    private Path folder;

    private Path session;

    @BeforeEach
    void write() throws Exception {
        var kitchen = new TinyKitchen(folder);
        List<Path> files = List.of(kitchen.checkpoint("one", 11), kitchen.checkpoint("two", 12));
        session = folder.resolve("some" + SessionFile.ENDING);
        try (Workbench workbench = TinyKitchen.workbench()) {
            Added added = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, files));
            SessionFile.write(
                    Session.EMPTY
                            .withBase(workbench.io().call(workbench.checkpoint(kitchen.checkpoint("base", 1))))
                            .withIngredients(added.sources()),
                    session);
        }
    }

    @Test
    void printsTablesForPeople() {
        String text = Shell.run(folder, "differences", session.toString(), "--granularity", "whole")
                .text();

        assertThat(text.lines().findFirst().orElseThrow())
                .contains("ingredient", "relative L2", "cosine", "conflict %", "unchanged %");
        assertThat(text)
                .contains("Cosines of the differences from base:", "Distances, relative to the length of base:");
    }

    @Test
    void printsTheSameNumbersAsJson() {
        JsonNode found = Shell.run(folder, "differences", session.toString(), "--granularity", "whole", "--json")
                .json();

        assertThat(found.get("differences")).hasSize(2);
        JsonNode first = found.get("differences").get(0);
        assertThat(first.get("ingredient").asString()).isEqualTo("one");
        assertThat(first.get("conflict").asDouble()).isBetween(0.01, 0.99);
        assertThat(found.get("withBase").get(0).asString()).isEqualTo("base");
        assertThat(found.get("distances").get(0).get(1).asDouble())
                .as("the same by both ways")
                .isCloseTo(first.get("relativeL2").asDouble(), within(1e-9));
        assertThat(found.get("cosines").get(0).get(0).asDouble()).isEqualTo(1);
        assertThat(found.get("map")).hasSize(3);
        assertThat(found.get("explained").asDouble())
                .as("three points fit a plane")
                .isCloseTo(1, within(1e-9));
    }
}
