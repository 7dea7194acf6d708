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
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.Role;
import org.stockpot.session.TinyKitchen;
import tools.jackson.databind.JsonNode;

/** {@code cook}, and searches by gradient from the command line. */
@Timeout(120)
class CookCommandTest {
    @TempDir
    Path folder;

    private List<String> ingredients = List.of();
    private String data = "";

    @BeforeEach
    void shop() throws Exception {
        var kitchen = new TinyKitchen(folder);
        ingredients = List.of(
                kitchen.checkpoint("one", 1).toString(),
                kitchen.checkpoint("two", 2).toString());
        data = kitchen.images(Role.VALIDATION, "validation", 24).path().toString();
    }

    private Ran run(List<String> command, String... more) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--ingredient");
        arguments.addAll(ingredients);
        arguments.addAll(List.of("--validation", data));
        arguments.addAll(Arrays.asList(more));
        return Shell.run(folder, arguments.toArray(String[]::new));
    }

    @Test
    void cooksAVisionTransformerAndSavesASessionWithIt() throws Exception {
        Path session = folder.resolve("more.json");
        for (String method : List.of("fisher", "regmean")) {
            Path file = folder.resolve(method + ".safetensors");

            JsonNode cooked = run(
                            List.of("cook", method),
                            "--set",
                            "images=8",
                            "--output",
                            file.toString(),
                            "--save",
                            session.toString(),
                            "--json")
                    .json();

            assertThat(cooked.get("images").intValue()).isEqualTo(8);
            assertThat(cooked.get("file").stringValue()).isEqualTo(file.toString());
            assertThat(cooked.get("after").get(0).get("total").intValue()).isEqualTo(24);
            assertThat(Files.readString(session)).contains(method + ".safetensors");
        }
    }

    @Test
    void saysInWordsWhatWasCooked() {
        Path file = folder.resolve("cooked.safetensors");
        assertThat(run(List.of("cook", "regmean"), "--output", file.toString()).text())
                .contains("RegMean: 5 tensors from 24 images in ")
                .containsPattern("cooked\\.safetensors: \\d+ bytes, SHA-256 [0-9a-f]{64}");
    }

    @Test
    void searchesByGradient() {
        JsonNode found = run(List.of("search", "--method", "learned-layers"), "--set", "epochs=1", "--json")
                .json();
        assertThat(found.get("evaluations").intValue()).isEqualTo(2);
    }

    @Test
    void refusesAnUnknownMethodWithAllThatThereAre() {
        Ran ran = run(
                List.of("cook", "stew"),
                "--output",
                folder.resolve("x.safetensors").toString());
        assertThat(ran.code()).isEqualTo(CommandLineProgram.REFUSED);
        assertThat(ran.err()).isEqualTo("Method \"stew\" is unknown: give one of fisher, regmean\n");
    }
}
