package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.Role;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import tools.jackson.databind.JsonNode;

/** {@code search} with one method. */
@Timeout(120)
class SearchCommandTest {
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

    private static String[] with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void searchesFusesAndFindsTheSameAccuraciesInTheFile() throws Exception {
        var kitchen = new TinyKitchen(folder);
        List<String> arguments = new ArrayList<>(List.of("search", "--json", "--method", "greedy", "--seed", "1"));
        arguments.addAll(List.of("--base", kitchen.checkpoint("base", 1).toString(), "--ingredient"));
        for (int seed = 2; seed < 5; seed++) {
            arguments.add(kitchen.checkpoint("dish" + seed, seed).toString());
        }
        String test = kitchen.images(Role.TEST, "test", 120).path().toString();
        arguments.addAll(List.of(
                "--validation",
                kitchen.images(Role.VALIDATION, "validation", 120).path().toString()));
        arguments.addAll(List.of("--test", test, "--ood", test + "?shift=invert&severity=2"));
        arguments.addAll(List.of("--output", file("soup").toString()));
        JsonNode found = run(arguments.toArray(String[]::new)).json();
        assertThat(names(found))
                .contains(
                        "weights",
                        "ingredients",
                        "evaluations",
                        "equivalentFullEvaluations",
                        "stoppedEarly",
                        "savedFullEvaluations",
                        "seconds",
                        "before",
                        "after",
                        "output",
                        "sha256");
        assertThat(found.get("weights")).hasSize(3);
        JsonNode measured = run(
                        "evaluate",
                        "--json",
                        "--model",
                        file("soup").toString(),
                        "--data",
                        test,
                        "ood:" + test + "?shift=invert&severity=2")
                .json();
        assertThat(names(measured.get(0)))
                .containsExactly("name", "role", "correct", "total", "accuracy", "low", "high", "crossEntropy");
        assertThat(measured.get(0)).isEqualTo(found.get("after").get(1));
        assertThat(measured.get(1)).isEqualTo(found.get("after").get(2));
    }

    @Test
    void refusesAJournalOfAnotherSearchInOneSentence() throws Exception {
        var kitchen = new TinyKitchen(folder);
        String a = kitchen.checkpoint("a", 1).toString();
        String b = kitchen.checkpoint("b", 2).toString();
        String data = kitchen.images(Role.VALIDATION, "validation", 20).path().toString();
        String journal = folder.resolve("j.jsonl").toString();
        List<String> search = List.of(
                "search", "--ingredient", a, b, "--validation", data, "--method", "greedy", "--journal", journal);
        assertThat(run(search.toArray(String[]::new)).code()).isZero();
        List<String> other = new ArrayList<>(search);
        other.addAll(List.of("--resume", "--seed", "9"));
        assertThat(run(other.toArray(String[]::new)).sentence()).contains("is the journal of another search");
        other.set(other.size() - 1, "1");
        assertThat(run(other.toArray(String[]::new)).code()).isZero();
    }

    @Test
    void saysThatThereIsNothingToResume() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Path journal = folder.resolve("typo.jsonl");
        List<String> search = new ArrayList<>(List.of("search", "--method", "uniform", "--resume", "--validation"));
        search.add(kitchen.images(Role.VALIDATION, "validation", 20).path().toString());
        search.addAll(List.of("--ingredient", kitchen.checkpoint("a", 1).toString()));
        search.addAll(List.of(kitchen.checkpoint("b", 2).toString(), "--journal", journal.toString()));
        String note = journal + " does not exist, so there is nothing to go on from: the search begins, and writes its"
                + " journal there.";
        Ran begun = run(search.toArray(String[]::new));
        assertThat(begun.code()).isZero();
        assertThat(begun.err()).contains(note);
        assertThat(journal).isNotEmptyFile();
        assertThat(run(search.toArray(String[]::new)).err()).doesNotContain(note);
    }

    @Test
    void racesUnlessToldNotToAndSaysWhatThatSaved() throws Exception {
        var kitchen = new TinyKitchen(folder);
        List<String> search = new ArrayList<>(List.of("search", "--method", "manifold", "--budget", "14"));
        search.addAll(List.of("--set", "tau=0.9", "--validation"));
        search.add(kitchen.images(Role.VALIDATION, "validation", 600).path().toString());
        search.addAll(List.of("--ingredient", kitchen.checkpoint("a", 1).toString()));
        search.addAll(List.of(kitchen.checkpoint("b", 2).toString()));
        assertThat(run(with(search, "--error-rate", "0.5")).out())
                .containsPattern(
                        "\\d+ evaluations? w(as|ere) stopped early, which saved the images of [\\d.]+ full evaluations\\.");
        JsonNode whole =
                run(with(search, "--no-racing", "--no-memory", "--json")).json();
        assertThat(whole.get("stoppedEarly").intValue()).isZero();
        assertThat(whole.get("equivalentFullEvaluations").doubleValue()).isEqualTo(14);
        assertThat(run("search", "--help").out())
                .contains("--no-racing", "--error-rate", "--no-memory")
                .containsPattern("default\\s+0\\.05");
    }

    @Test
    void searchesForCompromisesAndPrintsThemAsATable() throws Exception {
        var kitchen = new TinyKitchen(folder);
        List<String> search = new ArrayList<>(List.of("search", "--method", "pareto", "--set", "population=5"));
        search.addAll(List.of("--set", "generations=2", "--validation"));
        search.add(kitchen.images(Role.VALIDATION, "validation", 60).path().toString());
        search.addAll(List.of("--ood", kitchen.images(Role.TEST, "test", 60).path() + "?shift=sketch"));
        search.addAll(List.of("--ingredient", kitchen.checkpoint("a", 1).toString()));
        search.addAll(List.of(kitchen.checkpoint("b", 2).toString()));
        Path saved = folder.resolve("found.stockpot.json");
        search.addAll(List.of("--save", saved.toString(), "--objective"));
        String goal = "0.5*accuracy+0.5*shifted(blur:2)";
        assertThat(run(with(search, goal)).out())
                .contains(
                        "Objective: " + goal + ", at ", "Compromises, each at least as good as any other in something:")
                .containsPattern("top-1 % +accuracy +shifted\\(blur:2\\) +validation +test sketch 3 +OOD mean")
                .containsPattern("\\n1( +[\\d.]+){5}\\n");
        JsonNode found = run(with(search, goal, "--json")).json();
        assertThat(found.get("objective").stringValue()).isEqualTo(goal);
        assertThat(found.get("front").get(0).get("measures").propertyNames())
                .containsExactly("accuracy", "shifted(blur:2)");
        assertThat(SessionFile.read(saved).trials())
                .hasSize(2 + found.get("front").size());
        assertThat(run(with(search, "shifted(sketch:1)+accuracy")).sentence())
                .contains("sketch also makes the OOD set \"test sketch 3\"", "insist (--insist)");
        assertThat(run(with(search, "shifted(sketch:1)+accuracy", "--insist")).out())
                .contains("The search looked at validation images under shifts of OOD sets");
    }

    @Test
    void saysHowLongASearchWouldTakeAndEnds() throws Exception {
        var kitchen = new TinyKitchen(folder);
        String a = kitchen.checkpoint("a", 1).toString();
        String b = kitchen.checkpoint("b", 2).toString();
        String data = kitchen.images(Role.VALIDATION, "validation", 60).path().toString();
        Ran ran = run(
                "search",
                "--forecast",
                "--method",
                "manifold",
                "--budget",
                "50",
                "--minutes",
                "90",
                "--ingredient",
                a,
                b,
                "--validation",
                data);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "\nAt most about ",
                        ": one evaluation takes about ",
                        ", there are at most 50, the search ends after 1.5 h;");
        assertThat(run(
                                "search",
                                "--forecast",
                                "--method",
                                "greedy",
                                "--set",
                                "repeats=true",
                                "--ingredient",
                                a,
                                b,
                                "--validation",
                                data)
                        .out())
                .contains("How long it takes is not known: one evaluation takes about ");
    }

    @Test
    void refinesTheMixOfASessionAndStopsWhenOnlyNoiseIsGained() throws Exception {
        var kitchen = new TinyKitchen(folder);
        String a = kitchen.checkpoint("a", 1).toString();
        String b = kitchen.checkpoint("b", 2).toString();
        String data = kitchen.images(Role.VALIDATION, "validation", 60).path().toString();
        JsonNode json = run(
                        "search",
                        "--json",
                        "--method",
                        "refine",
                        "--patience",
                        "6",
                        "--ingredient",
                        a,
                        b,
                        "--validation",
                        data)
                .json();
        assertThat(json.get("stoppedBecause").stringValue()).matches("the last \\d+ evaluations gained .*|finished");
        assertThat(json.get("settings").get("weights").stringValue()).isEqualTo("0.5,0.5");
    }
}
