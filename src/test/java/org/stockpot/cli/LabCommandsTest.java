package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import tools.jackson.databind.JsonNode;

/** Families of shifted sets and the search for copies, as scripts see them. */
class LabCommandsTest {
    private static final int IMAGES = 12;

    @TempDir
    private Path folder;

    private Path session;
    private DataRef test;

    @BeforeEach
    void write() throws Exception {
        var kitchen = new TinyKitchen(folder);
        test = kitchen.images(Role.TEST, "test", IMAGES);
        session = folder.resolve("some" + SessionFile.ENDING);
        SessionFile.write(
                Session.EMPTY.withData(List.of(kitchen.images(Role.VALIDATION, "validation", IMAGES), test)), session);
    }

    private Shell.Ran run(String... arguments) {
        return Shell.run(folder, arguments);
    }

    @Test
    void addsAFamilyOfSetsOnce() throws Exception {
        for (int time = 0; time < 2; time++) {
            run("shift", session.toString(), "--shift", "fog,jpeg", "--severity", "1,5", "--output", session.toString())
                    .text();
        }
        assertThat(SessionFile.read(session).data().stream().map(DataRef::name))
                .containsExactly("validation", "test", "test fog 1", "test fog 5", "test jpeg 1", "test jpeg 5");
    }

    @Test
    void printsReferencesThatCanBeMeasured() throws Exception {
        String[] lines = run("shift", session.toString(), "--severity", "2")
                .text()
                .lines()
                .toArray(String[]::new);
        assertThat(lines).hasSize(ShiftKind.values().length - 1); // the images are grey
        DataRef first = DataRef.parse(lines[0]);
        assertThat(first.role()).isEqualTo(Role.OOD);
        assertThat(ImageSets.open(first).size()).isEqualTo(IMAGES);
    }

    @Test
    void drawsAContactSheetAndWritesImagesThatReadBack() throws Exception {
        Path sheet = folder.resolve("sheet.png");
        Path written = folder.resolve("written");
        run(
                        "shift",
                        session.toString(),
                        "--shift",
                        "invert",
                        "--severity",
                        "5",
                        "--sheet",
                        sheet.toString(),
                        "--write",
                        written.toString())
                .text();
        assertThat(Files.readAllBytes(sheet)).startsWith(0x89, 'P', 'N', 'G');
        ImageSet shifted = ImageSets.open(test.withShift(Optional.of(new Shift(ShiftKind.INVERT, 5))));
        ImageSet read = ImageSets.open(DataRef.of(Role.OOD, written.resolve("invert-5")));
        assertThat(read.size()).isEqualTo(IMAGES);
        assertThat(read.classes()).isEqualTo(shifted.classes());
        assertThat(read.image(0).samples())
                .isEqualTo(shifted.image(first(shifted)).samples());
    }

    private static int first(ImageSet images) {
        for (int index = 0; index < images.size(); index++) {
            if (images.label(index) == 0) {
                return index;
            }
        }
        throw new AssertionError("no image of the first class");
    }

    @Test
    void saysWhatItNeeds() {
        assertThat(run("shift").sentence()).isEqualTo("There is nothing to shift: name a session or give --data PATH.");
        assertThat(run("shift", session.toString(), "--shift", "frost").sentence())
                .startsWith("shift 'frost' is unknown; choose one of gaussian-noise, shot-noise");
        assertThat(run("shift", session.toString(), "--severity", "6").sentence())
                .isEqualTo("--severity 6: severities run from 1 to 5.");
        assertThat(run("leaks", session.toString(), "--exclude").sentence()).startsWith("--exclude and --output FILE");
    }

    @Test
    void leavesOutCopiesWhenAsked() throws Exception {
        DataRef again = DataRef.parse("validation:" + test.path() + "?from=2&count=3&name=again");
        SessionFile.write(Session.EMPTY.withData(List.of(again, test)), session);
        Path clean = folder.resolve("clean" + SessionFile.ENDING);
        Path pairs = folder.resolve("pairs.png");
        String text = run(
                        "leaks",
                        session.toString(),
                        "--exclude",
                        "--output",
                        clean.toString(),
                        "--sheet",
                        pairs.toString())
                .text();
        assertThat(text).contains("3 pairs of copies", "again and test: 3 exact, 0 near", "again 0 = test 2");
        assertThat(Files.size(pairs)).isPositive();
        assertThat(SessionFile.read(clean).data().get(0).without().all()).containsExactly(0, 1, 2);
    }

    private Session cooked() throws Exception {
        try (Workbench workbench = TinyKitchen.workbench()) {
            return new TinyKitchen(folder).session(workbench, IMAGES);
        }
    }

    @Test
    void predictsEveryImageWithTheHitsThatAreMeasured() throws Exception {
        SessionFile.write(cooked(), session);
        String[] rows = run("predict", session.toString(), "--set", "test", "--csv")
                .text()
                .lines()
                .toArray(String[]::new);
        assertThat(rows[0]).isEqualTo("image,label,predicted,confidence,correct");
        assertThat(rows).hasSize(IMAGES + 1);
        int hits = (int)
                List.of(rows).stream().filter(row -> row.endsWith(",true")).count();
        JsonNode scores =
                run("evaluate", "--session", session.toString(), "--json").json();
        assertThat(hits).isEqualTo(scores.get(1).get("correct").asInt());
        assertThat(run("predict", session.toString(), "--set", "test").text())
                .startsWith("test: " + hits + " of " + IMAGES + " right");
        JsonNode first =
                run("predict", session.toString(), "--model", "two", "--json").json();
        assertThat(first).hasSize(IMAGES);
        assertThat(first.get(0).get("top")).hasSize(TinyKitchen.CLASSES);
    }

    @Test
    void predictAsksTheBaseOfASessionThatAddsToIt() throws Exception {
        SessionFile.write(cooked(), session);
        String average =
                run("predict", session.toString(), "--model", "base", "--csv").text();
        SessionFile.write(added(), session);
        assertThat(run("predict", session.toString(), "--model", "base", "--csv")
                        .text())
                .isEqualTo(average);
    }

    @Test
    void errorsOfASessionThatAddsToItsBaseAreRelatedToThatBase() throws Exception {
        List<DataRef> inverted = List.of(test.withRole(Role.OOD)
                .withShift(Optional.of(new Shift(ShiftKind.INVERT, 3)))
                .withName("inverted"));
        SessionFile.write(cooked().withData(inverted), session);
        String average = run("evaluate", "--session", session.toString()).text();
        SessionFile.write(added().withData(inverted), session);
        // With weights that sum to 1 the mix is the same, so all of the table is.
        assertThat(run("evaluate", "--session", session.toString()).text()).isEqualTo(average);
    }

    /** By task arithmetic. */
    private Session added() throws Exception {
        Session average = cooked();
        Recipe recipe = average.recipe();
        return average.withRecipe(
                new Recipe(new FusionMethod.TaskArithmetic(), recipe.granularity(), recipe.weights()));
    }

    @Test
    void predictAllowsValuesThatAreNoNumbersWhereItIsTold() throws Exception {
        Session known = cooked();
        new TinyKitchen(folder).spoilt("two", 22, Map.of("model.token_embedding.weight", List.of(Float.NaN)));
        SessionFile.write(known, session);
        assertThat(run("predict", session.toString()).sentence())
                .endsWith("leave it out, or allow such values for this run (--allow-nonfinite).");
        assertThat(run("predict", session.toString(), "--allow-nonfinite").text())
                .startsWith("validation: ");
    }

    @Test
    void nothingIsAdvisedThatACommandDoesNotHave() throws Exception {
        Path tower = new TinyKitchen(folder).tower("tower", 1);
        Session towers =
                Session.EMPTY.withIngredients(List.of(Source.of(tower))).withData(List.of(test));
        SessionFile.write(towers, session);
        assertThat(run("evaluate", "--session", session.toString()).sentence()).endsWith(" (--head; --program).");
        assertThat(run("predict", session.toString()).sentence()).endsWith(" (--program).");
    }

    @Test
    void predictPrintsInOneFormAndLeaksCheckOrWrite() throws Exception {
        assertThat(run("predict", session.toString(), "--csv", "--json").sentence())
                .isEqualTo("--json and --csv are given, expected one of them.");
        assertThat(run("leaks", session.toString(), "--check", "2", "--sheet", "x.png")
                        .sentence())
                .isEqualTo("--check tries how well copies are found and writes nothing: leave out --sheet.");
        assertThat(run("leaks", session.toString(), "--check", "2", "--exclude", "--output", "x.json")
                        .sentence())
                .isEqualTo("--check tries how well copies are found and writes nothing: leave out --exclude.");
    }

    @Test
    void predictNamesTheSetsAndModelsThatThereAre() throws Exception {
        SessionFile.write(cooked(), session);
        assertThat(run("predict", session.toString(), "--set", "none").sentence())
                .isEqualTo("--set none: the session has no such set; it has validation, test, other.");
        assertThat(run("predict", session.toString(), "--model", "four").sentence())
                .isEqualTo("--model four: the session has no such model; it has base, one, two, three.");
    }

    @Test
    void theMeanCorruptionErrorOfTheReferenceItselfIsOne() throws Exception {
        Session known = cooked();
        SessionFile.write(
                known.solo(known.ingredients().get(0))
                        .withData(List.of(test.withRole(Role.OOD)
                                .withShift(Optional.of(new Shift(ShiftKind.INVERT, 3)))
                                .withName("inverted"))),
                session);
        JsonNode report = run(
                        "evaluate",
                        "--session",
                        session.toString(),
                        "--reference",
                        folder.resolve("one.safetensors").toString(),
                        "--json")
                .json();
        assertThat(report.get("sets")).hasSize(1);
        JsonNode corruption = report.get("corruption");
        assertThat(corruption.get("reference").asString()).isEqualTo("one");
        assertThat(corruption.get("meanCorruptionError").asDouble()).isEqualTo(1);
        assertThat(corruption.get("shifts").get(0).get("error").asDouble())
                .isEqualTo(1 - report.get("sets").get(0).get("accuracy").asDouble());
    }
}
