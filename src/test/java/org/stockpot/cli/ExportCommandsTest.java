package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.Role;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fuse}, {@code export} and {@code rebuild}. */
@Timeout(120)
class ExportCommandsTest {
    @TempDir
    Path folder;

    private List<String> ingredients = List.of();
    private String data = "";

    @BeforeEach
    void cook() throws Exception {
        var kitchen = new TinyKitchen(folder);
        ingredients = List.of(
                kitchen.checkpoint("one", 1).toString(),
                kitchen.checkpoint("two", 2).toString());
        data = kitchen.images(Role.VALIDATION, "validation", 120).path().toString();
    }

    private Ran run(String... arguments) {
        return Shell.run(folder, arguments);
    }

    /** Fuses both ingredients in equal parts. */
    private Ran fuse(String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fuse", "--method", "uniform", "--ingredient"));
        arguments.addAll(ingredients);
        arguments.addAll(List.of("--output", folder.resolve(output).toString()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void triesTheFileOnTheDataItIsGiven() {
        JsonNode fused = fuse("soup.safetensors", "--validation", data, "--dtype", "f16", "--json")
                .json();
        assertThat(fused.get("format").stringValue()).isEqualTo("safetensors");
        assertThat(fused.get("dtype").stringValue()).isEqualTo("F16");
        assertThat(fused.get("files")).hasSize(1);
        assertThat(fused.get("card").stringValue()).endsWith("soup.safetensors.md");
        JsonNode check = fused.get("check");
        assertThat(check.get("compared").stringValue()).isEqualTo("logits");
        assertThat(check.get("equal").booleanValue()).isTrue();
        assertThat(check.get("images").intValue()).isEqualTo(120);
        assertThat(check.get("sets").get(0).get("images").intValue()).isEqualTo(120);
    }

    private Ran fuseBy(String method, String... more) {
        List<String> arguments = new ArrayList<>(List.of("fuse", "--method", method, "--ingredient"));
        arguments.addAll(ingredients);
        arguments.addAll(List.of("--output", folder.resolve("other.safetensors").toString()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void fusesByEveryMethodAndRebuildsTheFile() throws Exception {
        String base = new TinyKitchen(folder).checkpoint("base", 7).toString();
        for (String method : List.of(
                "weighted",
                "sum",
                "arithmetic",
                "ties:density=0.3,scope=tensor",
                "dare:drop=0.5,merge=ties,seed=3",
                "slerp")) {
            String text = fuseBy(method, "--weights", "uniform", "--base", base).text();
            assertThat(text).contains("other.safetensors");
            assertThat(Files.readString(folder.resolve("other.safetensors.md"))).contains("Method: `" + method + "`");
            assertThat(run("rebuild", folder.resolve("other.safetensors").toString())
                            .code())
                    .isZero();
            Files.delete(folder.resolve("other.safetensors"));
            Files.delete(folder.resolve("other.safetensors.md"));
        }
        assertThat(fuseBy("ties", "--set", "density=0.5", "--weights", "uniform", "--base", base)
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("other.safetensors.md"))).contains("`ties:density=0.5,scope=model`");
    }

    @Test
    void aMethodWithOneNumberFindsItByTheObjectiveAskedFor() throws Exception {
        String base = new TinyKitchen(folder).checkpoint("base", 7).toString();
        String goal = "negative-cross-entropy";
        assertThat(fuseBy("wise-ft", "--base", base, "--validation", data, "--objective", goal)
                        .text())
                .contains("other.safetensors");
        assertThat(Files.readString(folder.resolve("other.safetensors.md"))).contains(goal);
        assertThat(fuseBy("uniform", "--objective", goal).sentence())
                .isEqualTo(
                        "--objective is for methods that measure, and this mix has its weights already: leave it out,"
                                + " or name such a method.");
    }

    @Test
    void aSettingNeedsAMethod() throws Exception {
        Path session = folder.resolve("s.stockpot.json");
        run("rebuild", soup(), "--session", session.toString()).text();
        Path other = folder.resolve("other.safetensors");
        String[] setting = {"fuse", "--session", session.toString(), "--output", other.toString(), "--set", "nonsense=5"
        };
        assertThat(run(setting).sentence())
                .isEqualTo("--set is for a method, and none is named: give --method, or leave --set out.");
        assertThat(other).doesNotExist();
    }

    private String soup() {
        fuse("soup.safetensors").text();
        return folder.resolve("soup.safetensors").toString();
    }

    @Test
    void saysWhatAMethodLacks() {
        assertThat(fuseBy("ties:density=0.5").sentence())
                .isEqualTo("Method ties:density=0.5 needs weights: give --weights FILE.json.");
        assertThat(fuseBy("ties").sentence())
                .isEqualTo("Method ties chooses by validation accuracy: give --validation PATH, or --weights for mixing"
                        + " weights of your own.");
        assertThat(fuseBy("ties", "--weights", "uniform").sentence())
                .isEqualTo("The soup: TIES needs a base model: add one, or choose another method");
        assertThat(fuseBy("wise-ft", "--validation", data).sentence())
                .isEqualTo(
                        "WiSE-FT needs a base model, and the session has none: add the model that the ingredients were"
                                + " finetuned from.");
        assertThat(fuseBy("ties:density=0.5", "--weights", "uniform", "--set", "scope=model")
                        .sentence())
                .isEqualTo("Method ties:density=0.5 has settings already: leave out --set, or what stands behind the"
                        + " colon.");
    }

    @Test
    void helpListsEveryMethodWithItsSettings() {
        String help = run("fuse", "--help").out().replaceAll("\\s+", " ");
        assertThat(help)
                .contains("ties: TIES. Yadav et al. 2023, NeurIPS, arXiv:2306.01708. Needs a base model.")
                .contains("--set density (0.001…1, default 0.2): Share of every difference that is kept")
                .contains("model-stock: Model Stock.");
        assertThat(run("search", "--help").out().replaceAll("\\s+", " "))
                .contains("One of uniform, weighted, loss-softmax, greedy, ")
                .contains("--set steps (1…1000, default 10)");
    }

    @Test
    void saysInWordsWhatWasWrittenAndHowItWasTried() {
        String text = fuse("soup.safetensors", "--validation", data, "--dtype", "bf16")
                .text();
        assertThat(text.lines().toList().get(0)).matches(".*soup\\.safetensors: \\d+ bytes, SHA-256 [0-9a-f]{64}");
        assertThat(text)
                .contains(
                        "Saved equals live: on 120 images of 1 data set every logit is the same, bit for bit.\n",
                        "Rounding to BF16: validation ",
                        "Model card: " + folder.resolve("soup.safetensors.md"));
        assertThat(fuse("plain.safetensors", "--no-card").text())
                .contains("all 23 tensors are the same")
                .doesNotContain("card");
        assertThat(folder.resolve("plain.safetensors.md")).doesNotExist();
    }

    @Test
    void keepsPlanAndSeedOfASearchInTheFile() throws Exception {
        assertThat(run(
                                "export",
                                "--ingredient",
                                ingredients.get(0),
                                ingredients.get(1),
                                "--method",
                                "greedy",
                                "--seed",
                                "9",
                                "--validation",
                                data,
                                "--output",
                                folder.resolve("greedy.safetensors").toString())
                        .text())
                .contains("Saved equals live");
        assertThat(Files.readString(folder.resolve("greedy.safetensors.md")))
                .contains("`greedy` with seed 9: ", "(budget: no limit; finished).", "| validation | validation | ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soup.safetensors | --format=torch      | ends like another format than torch, and programs go by the ending: call it soup.pt or choose the other format.
            soup.pt          | --format=safetensors | ends like another format than safetensors, and programs go by the ending: call it soup.safetensors or choose the other format.
            soup.safetensors | --format=onnx       | Format "onnx" is unknown: give one of safetensors, torch, torchscript.
            soup.safetensors | --dtype=i8          | --dtype i8 is unknown: give f64, f32, f16, bf16 or source.
            soup.safetensors | --shard-size=much   | --shard-size much is no size: give a number with a unit, such as 2GB or 500MiB.
            soup.safetensors | --shard-size=0.1B   | --shard-size 0.1B is no size: give a number with a unit, such as 2GB or 500MiB.
            soup.safetensors | --probe=-1          | --probe -1: give a number of images, or 0.
            """)
    void refusesOrdersThatMakeNoSenseBeforeAnythingIsWritten(String output, String option, String message) {
        assertThat(fuse(output, option).sentence()).endsWith(message);
        assertThat(folder.resolve(output)).doesNotExist();
    }

    @Test
    void provesAFileWhoseSourcesHaveValuesThatAreNoNumbers() throws Exception {
        new TinyKitchen(folder).spoilt("two", 2, Map.of("model.visual.proj", List.of(Float.NaN)));
        fuse("soup.safetensors", "--allow-nonfinite").text();
        String soup = folder.resolve("soup.safetensors").toString();
        assertThat(run("rebuild", soup).sentence())
                .endsWith("leave it out, or allow such values for this run (--allow-nonfinite).");
        assertThat(run("rebuild", soup, "--allow-nonfinite").text()).contains(" is, bit for bit, what its recipe");
    }

    @Test
    void rebuildsAFileAndTellsIfItWasChanged() throws Exception {
        Path soup = folder.resolve("soup.safetensors");
        fuse("soup.safetensors");
        assertThat(run("rebuild", soup.toString()).text())
                .matches(".*soup\\.safetensors is, bit for bit, what its recipe and its 2 sources give"
                        + " \\(SHA-256 [0-9a-f]{64}\\)\\.\n");
        Path session = folder.resolve("soup.stockpot.json");
        assertThat(run("rebuild", soup.toString(), "--session", session.toString())
                        .code())
                .isZero();
        assertThat(SessionFile.read(session).ingredients())
                .extracting(source -> source.path().toString())
                .containsExactlyElementsOf(ingredients);
        byte[] bytes = Files.readAllBytes(soup);
        bytes[bytes.length - 1] ^= 1;
        Files.write(soup, bytes);
        assertThat(run("rebuild", soup.toString()).sentence())
                .startsWith(soup + " is not what its recipe and its sources give: tensor ")
                .endsWith("; it was changed after it was exported.");
        Ran changed = run("rebuild", "--json", soup.toString());
        assertThat(changed.code()).isEqualTo(2);
        assertThat(JsonMapper.shared().readTree(changed.out()).get("equal").booleanValue())
                .isFalse();
    }
}
