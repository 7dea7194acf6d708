package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.Role;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import tools.jackson.databind.JsonNode;

/** Several methods in one command, one after the other, and what is made of their results. */
@Timeout(120)
class SeveralSearchesTest {
    @TempDir
    Path folder;

    private final List<String> kitchen = new ArrayList<>();

    @BeforeEach
    void cook() throws Exception {
        var tiny = new TinyKitchen(folder);
        kitchen.addAll(List.of("search", "--budget", "9", "--ingredient"));
        for (int seed = 2; seed < 5; seed++) {
            kitchen.add(tiny.checkpoint("dish" + seed, seed).toString());
        }
        kitchen.addAll(List.of(
                "--validation",
                tiny.images(Role.VALIDATION, "validation", 80).path().toString(),
                "--test",
                tiny.images(Role.TEST, "test", 80).path().toString()));
    }

    private Ran search(String... more) {
        return Shell.run(
                folder, Stream.concat(kitchen.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static List<Integer> correct(JsonNode sets) {
        return sets.valueStream().map(set -> set.get("correct").intValue()).toList();
    }

    @Test
    void everyMethodFindsWhatItFindsAloneAndTheBestOneIsWritten() throws Exception {
        Path soup = folder.resolve("soup.safetensors");
        Path saved = folder.resolve("all.stockpot.json");
        String[] all = {"--json", "--method", "greedy", "--method", "uniform", "--method", "manifold"};
        JsonNode compared = search(Stream.concat(
                                Stream.of(all), Stream.of("--output", soup.toString(), "--save", saved.toString()))
                        .toArray(String[]::new))
                .json();

        assertThat(compared.propertyNames()).containsExactly("searches", "best", "measure", "ensemble");
        assertThat(compared.get("measure").stringValue()).isEqualTo("validation accuracy");
        assertThat(compared.get("ensemble").isNull()).isTrue();
        int most = -1;
        String best = "";
        for (JsonNode one : compared.get("searches")) {
            String method = one.get("method").stringValue();
            JsonNode alone = search("--json", "--method", method).json();
            for (String part : List.of("weights", "after", "before", "evaluations", "stoppedBecause")) {
                assertThat(one.get(part)).as(method + " " + part).isEqualTo(alone.get(part));
            }
            int hits = correct(one.get("after")).get(0);
            best = hits > most ? method : best;
            most = Math.max(most, hits);
        }
        assertThat(compared.get("searches")).hasSize(3);
        assertThat(compared.get("best").stringValue()).isEqualTo(best);
        for (JsonNode one : compared.get("searches")) {
            assertThat(one.get("output").isNull())
                    .isNotEqualTo(one.get("method").stringValue().equals(best));
        }
        JsonNode file = Shell.run(
                        folder,
                        "evaluate",
                        "--json",
                        "--model",
                        soup.toString(),
                        "--data",
                        folder.resolve("validation-images-idx3-ubyte").toString())
                .json();
        assertThat(correct(file)).containsExactly(most);
        Session session = SessionFile.read(saved);
        assertThat(session.trials()).hasSize(4);
        assertThat(session.recipe().weights().rows())
                .isEqualTo(session.trials().stream()
                        .filter(trial -> trial.evaluations().get(0).correct()
                                == session.trials().stream()
                                        .skip(1)
                                        .mapToInt(other ->
                                                other.evaluations().get(0).correct())
                                        .max()
                                        .orElseThrow())
                        .findFirst()
                        .orElseThrow()
                        .recipe()
                        .weights()
                        .rows());
    }

    @Test
    void aTableComparesThemAndTheBestIsPairedWithTheOthersOnValidationImages() {
        String text = search("--ensemble", "--method", "greedy", "--method", "uniform")
                .text();

        assertThat(text).containsPattern("(?s)Greedy soup: \\d+ evaluations.*Uniform soup: 1 evaluations.*top-1 % ");
        String table = text.substring(text.indexOf("top-1 % "));
        assertThat(table)
                .containsPattern("(?s)\nBest ingredient .*\nLogit ensemble .*\nGreedy soup .*\nUniform soup .*\n")
                .containsPattern("\nBest by validation accuracy: (Greedy|Uniform) soup\n")
                .containsPattern("\n  against (Greedy|Uniform) soup +validation +[+-]?[\\d.]+ points.*p = [\\d.]+");
        assertThat(table.lines().filter(line -> line.startsWith("  against"))).hasSize(1);
    }

    @Test
    void theObjectiveTellsTheBestWhereAllHaveTheSame() {
        JsonNode compared = search(
                        "--json",
                        "--objective",
                        "negative-cross-entropy",
                        "--method",
                        "uniform",
                        "--method",
                        "loss-softmax")
                .json();
        assertThat(compared.get("measure").stringValue()).isEqualTo("negative-cross-entropy");
        double first = compared.get("searches").get(0).get("score").doubleValue();
        double second = compared.get("searches").get(1).get("score").doubleValue();
        assertThat(compared.get("best").stringValue()).isEqualTo(second > first ? "loss-softmax" : "uniform");
    }

    @Test
    void aSettingSaysWhoseItIs() {
        JsonNode found = search(
                        "--json",
                        "--method",
                        "greedy",
                        "--method",
                        "manifold",
                        "--set",
                        "greedy.strict=true",
                        "--set",
                        "manifold.tau=0.99")
                .json()
                .get("searches");
        assertThat(found.get(0).get("settings").get("strict").stringValue()).isEqualTo("true");
        assertThat(found.get(1).get("settings").get("tau").stringValue()).isEqualTo("0.99");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --set strict=true      | --set strict=true does not say whose setting it is: write it as in greedy.strict=true.
            --set lines.steps=3    | --set lines.steps=3 does not say whose setting it is: write it as in greedy.steps=3.
            --set uniform.strict=1 | Search "uniform" has no setting "strict"
            --method greedy        | --method names a method twice
            """)
    void whatCouldBeMeantInTwoWaysIsRefused(String more, String complaint) {
        List<String> arguments = new ArrayList<>(List.of("--method", "greedy", "--method", "uniform"));
        arguments.addAll(List.of(more.split(" ")));
        assertThat(search(arguments.toArray(String[]::new)).sentence()).contains(complaint);
    }

    @Test
    void everyMethodKeepsItsOwnJournalAndGoesOnFromItToTheSameResult() throws Exception {
        Path journals = folder.resolve("journals");
        String[] command = {
            "--json", "--method", "greedy", "--method", "manifold", "--journal", journals.toString(), "--resume"
        };
        JsonNode whole = search(command).json().get("searches");
        Map<Path, String> written = contents(journals);
        assertThat(written).hasSize(2);
        for (Path journal : written.keySet()) {
            List<String> lines = Files.readAllLines(journal);
            Files.write(journal, lines.subList(0, lines.size() / 2));
            JsonNode again = search(command).json().get("searches");
            for (int method = 0; method < 2; method++) {
                for (String part : List.of("weights", "after", "evaluations", "decisions", "stoppedBecause")) {
                    assertThat(again.get(method).get(part))
                            .as(part)
                            .isEqualTo(whole.get(method).get(part));
                }
            }
            assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);
        }
    }

    @Test
    void aJournalThatIsAFileIsForOneMethod() throws Exception {
        Path file = Files.writeString(folder.resolve("one.jsonl"), "");
        assertThat(search("--method", "greedy", "--method", "uniform", "--journal", file.toString())
                        .sentence())
                .isEqualTo(file + " keeps the journal of one search: give --journal a folder for several methods.");
    }

    private static Map<Path, String> contents(Path folder) throws Exception {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.put(file, Files.readString(file));
            }
        }
        return all;
    }
}
