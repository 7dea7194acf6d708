package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.Role;
import org.stockpot.evaluate.NpyWriter;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;
import tools.jackson.databind.JsonNode;

/** What is said on the command line about networks whose tensors do not tell all. */
@Timeout(120)
class NetworkOptionsTest {
    private static final String NETWORK = "CLIP ViT, 1 block × 64, patch 4; ";

    @TempDir
    Path folder;

    private Ran run(String... arguments) {
        return Shell.run(folder, arguments);
    }

    private String images(Role role) {
        return new TinyKitchen(folder).images(role, role.id(), 120).path().toString();
    }

    private String head(String name, int classes) throws StockpotException {
        var values = new float[classes * 32];
        for (int label = 0; label < classes; label++) {
            values[33 * label] = 1;
        }
        Path file = folder.resolve(name);
        NpyWriter.write(file, values, classes, 32);
        return file.toString();
    }

    @Test
    void inspectSaysWhatIsAssumedAndWhatValidationDataTell() throws Exception {
        String model = new TinyKitchen(folder).checkpoint("one", 1).toString();

        assertThat(run("inspect", model).text().lines())
                .anyMatch(
                        line -> line.endsWith(NETWORK + "QuickGELU (assumed; names and shapes cannot tell it from GELU:"
                                + " give validation data or choose it) (--activation)"))
                .contains(
                        "  assumed: 1 attention head of 64 values each, as usual for this width",
                        "  images: 8 × 8, bicubic, mean 0.5, deviation 0.5, as is usual for such a network");
        assertThat(run("inspect", "--activation", "gelu", model).text().lines())
                .anyMatch(line -> line.endsWith(NETWORK + "GELU (chosen)"));
        JsonNode tried = run("inspect", "--json", "--validation", images(Role.VALIDATION), model)
                .json()
                .get(0);
        assertThat(tried.get("network").stringValue()).isEqualTo("CLIP ViT, 1 block × 64, patch 4");
        assertThat(tried.get("variant").stringValue()).endsWith("GELU");
        assertThat(tried.get("variantReason").stringValue()).startsWith("probed: ");
    }

    @Test
    void evaluateSaysWhichActivationItTook() throws Exception {
        String model = new TinyKitchen(folder).checkpoint("one", 1).toString();
        String test = images(Role.TEST);

        assertThat(run("evaluate", "--model", model, "--data", test).text())
                .startsWith("network: " + NETWORK + "QuickGELU (assumed; ");
        assertThat(run("evaluate", "--model", model, "--data", test, "validation:" + images(Role.VALIDATION))
                        .text())
                .containsPattern("network: " + NETWORK + "(Quick)?GELU \\(probed: \\d");
        Ran json = run("evaluate", "--json", "--activation", "GELU", "--model", model, "--data", test);
        assertThat(json.json().isArray()).isTrue();
        assertThat(json.err()).contains("network: " + NETWORK + "GELU (chosen)");
        assertThat(run("evaluate", "--activation", "relu", "--model", model, "--data", test)
                        .sentence())
                .isEqualTo("--activation is \"relu\", expected quickgelu, gelu or auto.");
    }

    @Test
    void searchSaysWhichActivationItTookAndKeepsTheChoice() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Path saved = folder.resolve("s.stockpot.json");
        List<String> arguments = new ArrayList<>(List.of("search", "--method", "uniform", "--activation", "gelu"));
        arguments.addAll(List.of("--validation", images(Role.VALIDATION), "--save", saved.toString(), "--ingredient"));
        arguments.addAll(List.of(
                kitchen.checkpoint("one", 1).toString(),
                kitchen.checkpoint("two", 2).toString()));

        assertThat(run(arguments.toArray(String[]::new)).text()).startsWith("network: " + NETWORK + "GELU (chosen)");
        assertThat(run("evaluate", "--session", saved.toString()).text())
                .startsWith("network: " + NETWORK + "GELU (chosen)");
        assertThat(run("evaluate", "--session", saved.toString(), "--activation", "auto")
                        .text())
                .containsPattern("network: .+ \\(probed: ");
    }

    @Test
    void textFeaturesTakeThePlaceOfAHead() throws Exception {
        String tower = new TinyKitchen(folder).tower("tower", 1).toString();
        String test = images(Role.TEST);
        String head = head("head.npy", TinyKitchen.CLASSES);
        Path soup = folder.resolve("soup.safetensors");

        assertThat(run("evaluate", "--model", tower, "--data", test, "--head", head)
                        .text())
                .contains("head: head.npy, 4 classes × 32 (logits are 100 times the cosine)");
        assertThat(run("inspect", tower, "--head", head).text()).contains("  head: head.npy, 4 classes × 32");
        assertThat(run("evaluate", "--model", tower, "--data", test).sentence())
                .endsWith("[classes, 32]: without a classification head it cannot be evaluated; text features will"
                        + " do. A TorchScript archive of the network can evaluate it; mixing and exporting work"
                        + " without (--head; --program).");
        assertThat(run(
                                "fuse",
                                "--head",
                                head,
                                "--method",
                                "uniform",
                                "--validation",
                                images(Role.VALIDATION),
                                "--output",
                                soup.toString(),
                                "--ingredient",
                                tower)
                        .text())
                .contains("bit for bit");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void refusesTextFeaturesOfOtherClassesThanTheData(int classes) throws Exception {
        String tower = new TinyKitchen(folder).tower("tower", 1).toString();

        assertThat(run("evaluate", "--model", tower, "--data", images(Role.TEST), "--head", head("h.npy", classes))
                        .err())
                .contains("the set has 4 classes, the network " + classes);
    }
}
