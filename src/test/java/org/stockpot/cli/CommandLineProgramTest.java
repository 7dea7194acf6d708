package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as scripts see it: arguments in, exit code, stdout and stderr out; on the real engine. */
@Timeout(120)
class CommandLineProgramTest {
    @TempDir
    Path folder;

    private Ran run(String... arguments) {
        return Shell.run(folder, arguments);
    }

    private Path file(String name) {
        return folder.resolve(name + ".safetensors");
    }

    private static List<String> names(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }

    @Test
    void inspectsEveryFileAndRefusesOneWithoutLosingTheOthers() throws Exception {
        var kitchen = new TinyKitchen(folder);
        kitchen.checkpoint("base", 1);
        kitchen.checkpoint("good", 2);
        kitchen.checkpoint("wide", 3, 7);
        byte[] whole = Files.readAllBytes(file("good"));
        Files.write(file("cut"), Arrays.copyOf(whole, whole.length - 100));
        Ran ran = run(
                "inspect",
                "--json",
                "--base",
                file("base").toString(),
                file("good").toString(),
                file("wide").toString(),
                file("cut").toString());
        assertThat(ran.code()).isEqualTo(2);
        JsonNode files = JsonMapper.shared().readTree(ran.out());
        assertThat(names(files.get(0))).contains("file", "accepted", "error", "findings", "tensors");
        assertThat(files.get(0).get("accepted").booleanValue()).isTrue();
        assertThat(files.get(0).get("error").isNull()).isTrue();
        assertThat(names(files.get(0).get("tensors").get(0))).containsExactly("name", "dtype", "shape");
        assertThat(files.get(1).get("accepted").booleanValue()).isFalse();
        assertThat(files.get(1).get("error").stringValue())
                .contains("wide.safetensors", "classification_head.weight has shape [7, 32], expected [4, 32]");
        assertThat(names(files.get(1).get("findings").get(0))).containsExactly("severity", "kind", "text", "advice");
        assertThat(files.get(1).get("findings").get(0).get("severity").stringValue())
                .isEqualTo("error");
        assertThat(files.get(2).get("accepted").booleanValue()).isFalse();
        assertThat(files.get(2).get("error").stringValue()).contains("cut.safetensors");
        assertThat(ran.err().lines())
                .filteredOn(line -> line.contains("safetensors"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void inspectTellsWhatIsWrongWithValuesAndSetsTheExitCode() throws Exception {
        var kitchen = new TinyKitchen(folder);
        String base = kitchen.checkpoint("base", 1).toString();
        String broken = kitchen.spoilt("broken", 2, Map.of("model.visual.proj", List.of(Float.NaN)))
                .toString();
        Ran refused = run("inspect", "--json", "--base", base, broken);
        assertThat(refused.code()).isEqualTo(2);
        JsonNode file = JsonMapper.shared().readTree(refused.out()).get(0);
        assertThat(file.get("accepted").booleanValue()).isFalse();
        assertThat(file.get("error").stringValue())
                .contains("model.visual.proj (1 NaN)")
                .endsWith("leave it out, or allow such values for this run (--allow-nonfinite).");
        assertThat(file.get("sha256").stringValue()).hasSize(64);
        assertThat(file.get("findings").get(0).get("kind").stringValue()).isEqualTo("non_finite");
        Ran allowed = run("inspect", "--allow-nonfinite", "--base", base, broken);
        assertThat(allowed.code()).as(allowed.err()).isZero();
        assertThat(allowed.out()).contains("  warning: 1 value is NaN or infinite: model.visual.proj (1 NaN).");
    }

    @Test
    void readsFilesWithStrangersForTheirWeightsOnlyWhenAsked() {
        String file = Path.of("src", "test", "resources", "checkpoint", "torch_strangers_2.7.pt")
                .toString();
        assertThat(run("inspect", file).sentence()).contains("argparse.Namespace", "--weights-only");
        Ran lenient = run("inspect", "--weights-only", file);
        assertThat(lenient.code()).as(lenient.err()).isZero();
        assertThat(lenient.out()).contains("argparse.Namespace");
    }

    @Test
    void writesTheMixAFileOfWeightsAsksForAndPrintsItInTheSameShape() throws Exception {
        var kitchen = new TinyKitchen(folder);
        kitchen.checkpoint("a", 1);
        kitchen.checkpoint("b", 2);
        Path weights = Files.writeString(folder.resolve("w.json"), "[[1, 0, 0.25, 0], [0, 1, 0.75, 1]]");
        List<String> common = List.of(
                "fuse",
                "--json",
                "--ingredient",
                file("a").toString(),
                file("b").toString(),
                "--weights",
                weights.toString(),
                "--output");
        List<String> first = new ArrayList<>(common);
        first.add(file("soup").toString());
        Ran ran = run(first.toArray(String[]::new));
        JsonNode fused = ran.json();
        assertThat(names(fused)).contains("output", "sha256", "groups", "weights");
        assertThat(fused.get("groups")).hasSize(4);
        assertThat(fused.get("weights").get(1).get(2).doubleValue()).isEqualTo(0.75);
        Files.writeString(weights, ran.out());
        List<String> second = new ArrayList<>(common);
        second.add(file("again").toString());
        assertThat(run(second.toArray(String[]::new)).json().get("sha256")).isNotNull();
        assertThat(run("inspect", file("again").toString()).out()).contains("model.visual.conv1.weight");
    }

    @Test
    void writesLogitsInTheOrderOfTheData() throws Exception {
        var kitchen = new TinyKitchen(folder);
        kitchen.checkpoint("a", 1);
        String data = kitchen.images(Role.TEST, "test", 30).path().toString();
        Path logits = folder.resolve("logits.npy");
        JsonNode sets = run(
                        "evaluate",
                        "--json",
                        "--model",
                        file("a").toString(),
                        "--data",
                        data,
                        "--logits",
                        logits.toString())
                .json();
        assertThat(sets.get(0).get("total").intValue()).isEqualTo(30);
        assertThat(Files.size(logits)).isEqualTo(128 + 30L * TinyKitchen.CLASSES * Float.BYTES);
        assertThat(new String(Files.readAllBytes(logits), StandardCharsets.ISO_8859_1))
                .contains("'shape': (30, 4)");
    }

    @Test
    void worksFromTheSameSessionFileAsTheWindow() throws Exception {
        Path file = folder.resolve("s.stockpot.json");
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session session = new TinyKitchen(folder).session(workbench, 40);
            SessionFile.write(session, file);
        }
        JsonNode sets = run("evaluate", "--json", "--session", file.toString()).json();
        assertThat(sets).hasSize(3);
        assertThat(run("evaluate", "--ensemble", "--session", file.toString()).out())
                .contains("Logit ensemble of 3 ingredients, 3 times the cost of one soup", "cross-entropy");

        assertThat(run(
                                "fuse",
                                "--session",
                                file.toString(),
                                "--output",
                                file("soup").toString())
                        .code())
                .isZero();
        JsonNode again = run(
                        "evaluate",
                        "--json",
                        "--model",
                        file("soup").toString(),
                        "--data",
                        folder.resolve("test-images-idx3-ubyte").toString())
                .json();
        assertThat(again.get(0).get("correct")).isEqualTo(sets.get(1).get("correct"));
    }

    @Test
    void measuresAModelAloneOnTheDataOfASession() throws Exception {
        Path file = folder.resolve("s.stockpot.json");
        DataRef shifted = DataRef.parse("ood:" + folder.resolve("test-images-idx3-ubyte") + "?shift=invert");
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session session = new TinyKitchen(folder).session(workbench, 40);
            List<DataRef> data = new ArrayList<>(session.data());
            data.add(shifted);
            SessionFile.write(
                    session.withData(data)
                            .withPreprocessing(Optional.of(new Preprocessing(
                                    8, 8, Preprocessing.Filter.BILINEAR, List.of(0.1), List.of(0.9)))),
                    file);
        }
        String model = file("three").toString();
        String[] alone = {"evaluate", "--model", model, "--session", file.toString()};
        JsonNode sets = run(with(List.of(alone), "--json")).json();
        assertThat(sets).hasSize(4);
        assertThat(run("evaluate", "--json", "--session", file.toString(), "--ingredient", model)
                        .json())
                .isEqualTo(sets);
        assertThat(run(alone).text()).as("the session's base, as the help says").contains("base");
        String data = folder.resolve("test-images-idx3-ubyte").toString();
        JsonNode usual =
                run("evaluate", "--json", "--model", model, "--data", data).json();
        JsonNode prepared = run(with(List.of(alone), "--json", "--data", data)).json();
        assertThat(prepared).hasSize(1);
        assertThat(prepared.get(0)).isEqualTo(sets.get(1)).isNotEqualTo(usual.get(0));
    }

    @Test
    void searchesWithPinnedRangedAndLinkedLayerGroups() throws Exception {
        var kitchen = new TinyKitchen(folder);
        List<String> search = new ArrayList<>(List.of("search", "--json", "--budget", "40", "--ingredient"));
        for (int seed = 2; seed < 4; seed++) {
            search.add(kitchen.checkpoint("dish" + seed, seed).toString());
        }
        search.addAll(List.of(
                "--validation",
                kitchen.images(Role.VALIDATION, "validation", 60).path().toString(),
                "--method",
                "direct",
                "--set",
                "optimiser=de",
                "--set",
                "optimiserSettings=population=5,weight=0.5"));
        List<String> groups =
                names(run(search.toArray(String[]::new)).json().get("groups").valueStream());
        search.addAll(List.of("--pin", groups.get(0), "--range", groups.get(1) + "=0.4..0.7"));
        search.addAll(List.of("--link", groups.get(2) + "," + groups.get(3)));
        JsonNode weights = run(search.toArray(String[]::new)).json().get("weights");

        for (JsonNode row : weights) {
            assertThat(row.get(0).doubleValue()).as("pinned").isEqualTo(0.5);
            assertThat(row.get(1).doubleValue()).as("ranged").isBetween(0.4, 0.7);
            assertThat(row.get(3).doubleValue())
                    .as("linked")
                    .isEqualTo(row.get(2).doubleValue());
        }
        assertThat(weights.get(0).get(2).doubleValue()).isNotEqualTo(0.5);
        search.addAll(List.of("--pin", "nothing"));
        assertThat(run(search.toArray(String[]::new)).err())
                .contains("There is no layer group \"nothing\" to hold: give one of " + groups.get(0));
    }

    private static List<String> names(Stream<JsonNode> texts) {
        return texts.map(JsonNode::stringValue).toList();
    }

    @Test
    void refusesACheckpointWithATensorOfTheWrongShapeInOneSentence() throws Exception {
        var kitchen = new TinyKitchen(folder);
        String a = kitchen.checkpoint("a", 1).toString();
        String wide = kitchen.checkpoint("wide", 2, 7).toString();
        Ran ran = run(
                "fuse",
                "--method",
                "uniform",
                "--ingredient",
                a,
                wide,
                "--output",
                file("x").toString());
        assertThat(ran.sentence())
                .contains("wide does not fit a", "classification_head.weight has shape [7, 32], expected [4, 32]");
        assertThat(file("x")).doesNotExist();
    }

    @Test
    void refusesATruncatedFileInOneSentence() throws Exception {
        var kitchen = new TinyKitchen(folder);
        byte[] whole = Files.readAllBytes(kitchen.checkpoint("whole", 1));
        Files.write(file("cut"), Arrays.copyOf(whole, whole.length / 2));
        String data = kitchen.images(Role.TEST, "test", 10).path().toString();
        assertThat(run("evaluate", "--model", file("cut").toString(), "--data", data)
                        .sentence())
                .contains("cut.safetensors");
    }

    @Test
    void refusesAPickleThatWouldRunCodeInOneSentenceAndRunsNothing() throws Exception {
        Path marker = folder.resolve("marker");
        Path evil = folder.resolve("evil.pt");
        byte[] pickle = ("cposix\nsystem\n(S'touch " + marker + "'\ntR.").getBytes(StandardCharsets.US_ASCII);
        try (var zip = new ZipOutputStream(Files.newOutputStream(evil))) {
            store(zip, "archive/data.pkl", pickle);
            store(zip, "archive/version", new byte[] {'3', '\n'});
        }
        assertThat(run("inspect", "--json", evil.toString()).sentence())
                .contains("evil.pt", "posix.system", "nothing was");
        String good = new TinyKitchen(folder).checkpoint("good", 1).toString();
        String target = file("soup").toString();
        assertThat(run("fuse", "--method", "uniform", "--ingredient", good, evil.toString(), "--output", target)
                        .sentence())
                .contains("evil.pt", "posix.system");
        assertThat(marker).doesNotExist();
        assertThat(file("soup")).doesNotExist();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                                          | Unmatched argument
            evaluate --model none.safetensors --data x        | none.safetensors
            evaluate --data x                                 | The session has no ingredients
            fuse --method uniform                             | Missing required option: '--output
            search --method magic                             | Search "magic" is unknown
            search --method greedy --set x=1                  | has no setting "x"
            search --method greedy --error-rate 1             | --error-rate is 1.0, expected a number above 0 and below 1.
            search --method greedy --no-racing --error-rate 0.1 | --error-rate and --least-gain are for races: leave them out, or leave out --no-racing.
            search --method greedy --range a=0.5..0.1           | --range a=0.5..0.1 is no range: give the lower number, two dots and the higher number, such as a=0.1..0.5.
            search --method greedy --range a=much               | --range a=much is no range
            search --method greedy --least-gain -1            | --least-gain is -1.0, expected a number that is not negative.
            search --method manifold --objective test         | Objective "test": test and OOD sets are only reported, and no search may look at them
            search --method manifold --objective 0.5*ood+0.5*accuracy | test and OOD sets are only reported
            evaluate --model x --base b                       | --model measures one model alone: leave out --base.
            evaluate --model x --ingredient a b --granularity 2 | --model measures one model alone: leave out --ingredient and --granularity.
            evaluate --ensemble --model x.safetensors         | --ensemble measures the ingredients of a session together: leave out --model.
            gui                                               | There is no display
            demo                                              | The demo kitchen is missing
            """)
    void saysInOneSentenceWhatItCannotDo(String arguments, String complaint) {
        assertThat(run(arguments.strip().split(" +")).sentence()).contains(complaint);
    }

    @Test
    void runsTheDemoInTheTerminalWhereThereIsNoDisplay() throws Exception {
        Path demo = Files.createDirectories(folder.resolve("assets/demo"));
        try (Workbench workbench = TinyKitchen.workbench()) {
            SessionFile.write(new TinyKitchen(demo).session(workbench, 60), demo.resolve("demo" + SessionFile.ENDING));
        }
        Path soup = file("soup");
        Path report = folder.resolve("none").resolve("r.html");
        assertThat(run("demo", "--budget", "12", "--output", soup.toString(), "--report", report.toString())
                        .sentence())
                .isEqualTo(report + " cannot be written: " + report.getParent() + " is no folder that takes files.");
        assertThat(soup).doesNotExist();
        JsonNode table = run("demo", "--json", "--budget", "12", "--output", soup.toString())
                .json();
        assertThat(names(table)).containsExactly("rows", "comparisons", "output", "sha256");
        assertThat(table.get("rows").valueStream().map(row -> row.get("method").stringValue()))
                .containsExactly("Base model", "Best ingredient", "Uniform soup", "Greedy soup", "Manifold mixing");
        assertThat(names(table.get("rows").get(0).get("sets").get(0)))
                .containsExactly("name", "role", "correct", "total", "accuracy", "low", "high", "crossEntropy");
        assertThat(table.get("comparisons")).hasSize(9);
        String data = demo.resolve("test-images-idx3-ubyte").toString();
        JsonNode fused = run("evaluate", "--json", "--model", soup.toString(), "--data", data)
                .json();
        assertThat(fused.get(0).get("correct"))
                .isEqualTo(table.get("rows").get(4).get("sets").get(1).get("correct"));
    }

    private static String[] with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void explainsAMixInWordsRemarksAndLines() throws Exception {
        var kitchen = new TinyKitchen(folder);
        String base = kitchen.checkpoint("base", 9).toString();
        String a = kitchen.checkpoint("a", 1).toString();
        String b = kitchen.checkpoint("b", 2).toString();
        String data = kitchen.images(Role.VALIDATION, "validation", 60).path().toString();
        String[] command = {"explain", "--points", "3", "--base", base, "--ingredient", a, b, "--validation", data};
        Ran ran = run(command);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("The mix:\n  all 4 groups: 50 % a, 50 % b\n")
                .contains("info: No prediction depends on model.token_embedding.", "base → a  ", "base → b  ");
        JsonNode json = run(with(List.of(command), "--json")).json();
        assertThat(json.get("words").get(0).stringValue()).isEqualTo("all 4 groups: 50 % a, 50 % b");
        assertThat(json.get("lines")).hasSize(3);
        assertThat(json.get("lines").get(0).get("points")).hasSize(3);
    }

    @Test
    void explainsItselfWithoutStartingAnything() {
        for (String command :
                List.of("inspect", "evaluate", "search", "explain", "fuse", "export", "report", "demo", "gui")) {
            Ran ran = run(command, "--help");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("Usage: stockpot");
        }
        assertThat(run("--version").out()).startsWith("Stockpot ");
    }
}
