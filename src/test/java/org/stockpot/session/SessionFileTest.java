package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

class SessionFileTest {
    @TempDir
    Path folder;

    private Session full() throws StockpotException {
        var bits = new BitSet();
        bits.set(0);
        bits.set(70);
        var recipe = new Recipe(
                new FusionMethod.WeightedAverage(),
                new Granularity.Rules(List.of(new Granularity.Rule("block\\.(\\d)", "b$1"))),
                MixingWeights.of(new double[][] {{0.1, 1 / 3.0}, {0.9, 2 / 3.0}}));
        var trial = new Trial(
                "sliders",
                recipe,
                List.of("aa", "bb"),
                7,
                List.of(new Evaluation("test", Role.TEST, new Hits(bits, 71), OptionalDouble.of(1 / 3.0))),
                "CPU",
                1.5,
                Instant.parse("2026-01-02T03:04:05.678Z"));
        return Session.EMPTY
                .withBase(new Source("base", folder.resolve("models/base.pt"), "00"))
                .withIngredients(List.of(
                        new Source("a", folder.resolve("models/a.safetensors"), "aa"),
                        new Source("b", folder.resolve("../elsewhere/b.safetensors"), "bb")))
                .withData(List.of(
                        DataRef.parse("ood:" + folder.resolve("data/t10k") + "?shift=sketch&severity=4&name=S")))
                .withPreprocessing(Optional.of(
                        new Preprocessing(28, 32, Preprocessing.Filter.BILINEAR, List.of(0.286), List.of(0.353))))
                .withRecipe(recipe)
                .withTrial(trial);
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        Path file = folder.resolve("mine.stockpot.json");
        SessionFile.write(full(), file);
        assertThat(SessionFile.read(file)).isEqualTo(full());
        SessionFile.write(Session.EMPTY, file);
        assertThat(SessionFile.read(file)).isEqualTo(Session.EMPTY);
    }

    @Test
    void readsTrialsOfBeforeImagesWereStratifiedAndSaysThatTheirOrderIsAnother() throws Exception {
        Path file = folder.resolve("mine.stockpot.json");
        SessionFile.write(full(), file);
        String now = Files.readString(file);
        String before = now.replaceFirst(",\\s*\"order\" : 2", "");
        assertThat(before).isNotEqualTo(now);
        Files.writeString(file, before);
        Hits hits = SessionFile.read(file).trials().get(0).evaluations().get(0).hits();
        assertThat(hits.order()).isEqualTo(1);
        assertThat(hits.correct()).isEqualTo(2);
        SessionFile.write(SessionFile.read(file), file);
        assertThat(SessionFile.read(file).trials().get(0).evaluations().get(0).hits())
                .isEqualTo(hits);
    }

    @Test
    void readsTrialsOfBeforeCrossEntropyWasMeasured() throws Exception {
        Path file = folder.resolve("mine.stockpot.json");
        SessionFile.write(full(), file);
        String now = Files.readString(file);
        String before = now.replaceFirst(",\\s*\"crossEntropy\" : 0.3+", "");
        assertThat(before).isNotEqualTo(now);
        Files.writeString(file, before);
        Evaluation read = SessionFile.read(file).trials().get(0).evaluations().get(0);
        assertThat(read.crossEntropy()).isEmpty();
        assertThat(read.hits())
                .isEqualTo(full().trials().get(0).evaluations().get(0).hits());
    }

    @Test
    void keepsWhatTheUserWroteOnTrialsAndWritesNothingWhereNothingIs() throws Exception {
        Path file = folder.resolve("mine.stockpot.json");
        SessionFile.write(full(), file);
        assertThat(Files.readString(file)).doesNotContain("\"pinned\"", "\"tags\"", "\"note\"");
        Trial plain = full().trials().get(0);
        Session noted = full().withTrials(
                        List.of(plain.noted(new TrialNote(true, List.of("good", "head"), "keep\nthis")), plain));
        SessionFile.write(noted, file);
        assertThat(SessionFile.read(file)).isEqualTo(noted);
        assertThat(Files.readString(file)).containsOnlyOnce("\"pinned\" : true").containsOnlyOnce("\"tags\"");
    }

    @Test
    void readsTrialsOfBeforeThereWereNotes() throws Exception {
        Path file = folder.resolve("mine.stockpot.json");
        Trial plain = full().trials().get(0);
        SessionFile.write(full().withTrials(List.of(plain.noted(new TrialNote(true, List.of("t"), "n")))), file);
        String now = Files.readString(file);
        String before = now.replaceFirst("(?s),\\s*\"pinned\" : true.*?\"note\" : \"n\"", "");
        assertThat(before).isNotEqualTo(now);
        Files.writeString(file, before);
        assertThat(SessionFile.read(file).trials()).containsExactly(plain);
    }

    @Test
    void storesPathsRelativeToItsFolderSoThatTheFolderCanBeMoved() throws Exception {
        Path here = Files.createDirectories(folder.resolve("here"));
        Path there = Files.createDirectories(folder.resolve("there"));
        Session session =
                Session.EMPTY.withIngredients(List.of(new Source("a", here.resolve("models/a.safetensors"), "aa")));
        SessionFile.write(session, here.resolve("s.json"));
        assertThat(Files.readString(here.resolve("s.json")))
                .contains("\"models/a.safetensors\"")
                .doesNotContain(folder.toString());
        Files.move(here.resolve("s.json"), there.resolve("s.json"));
        assertThat(SessionFile.read(there.resolve("s.json"))
                        .ingredients()
                        .get(0)
                        .path())
                .isEqualTo(there.resolve("models/a.safetensors").toAbsolutePath());
    }

    @Test
    void opensASessionThatLiesInItsOwnImageFolder() throws Exception {
        Path file = folder.resolve("s.json");
        Session session = Session.EMPTY.withData(List.of(
                DataRef.of(Role.OOD, folder).withName("photos"), DataRef.parse("test:" + folder + "?map=" + folder)));
        SessionFile.write(session, file);
        assertThat(SessionFile.read(file)).isEqualTo(session);
        assertThat(Files.readString(file)).contains("\"ood:.?name=photos\"");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there it cannot be in a name")
    void keepsABackslashInTheNameOfAFile() throws Exception {
        Path file = folder.resolve("s.json");
        Session session = Session.EMPTY.withIngredients(
                List.of(new Source("a", folder.resolve("models").resolve("a\\b.safetensors"), "aa")));
        SessionFile.write(session, file);
        assertThat(SessionFile.read(file)).isEqualTo(session);
    }

    @Test
    void leavesNoTemporaryFileBehindAndKeepsTheOldFileWhenItCannotWrite() throws Exception {
        SessionFile.write(full(), folder.resolve("s.json"));
        assertThatThrownBy(() -> SessionFile.write(full(), folder.resolve("missing/s.json")))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(folder.resolve("missing/s.json") + " cannot be written");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("s.json"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"stockpotSession": 2}    | is a session of version 2, this program reads version 1; update Stockpot.
            {"stockpotSession": 0}    | is a session of version 0, this program reads version 1.
            {"weights": [[1]]}        | is not a Stockpot session: expected the number stockpotSession, found none.
            {"stockpotSession": 1, "x": 1} | is not the JSON expected here
            {"stockpotSession": 1     | is not the JSON expected here
            {"stockpotSession": 1, "stockpotSession": 1} | is not the JSON expected here
            []                        | is not the JSON expected here
            """)
    void refusesWhatItDoesNotKnow(String content, String complaint) throws Exception {
        Path file = Files.writeString(folder.resolve("s.json"), content);
        assertThatThrownBy(() -> SessionFile.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(file + " " + complaint);
    }

    @Test
    void refusesASessionThatContradictsItself() throws Exception {
        Path file = folder.resolve("s.json");
        SessionFile.write(full(), file);
        String good = Files.readString(file);
        Files.writeString(file, good.replace("\"correct\" : 2", "\"correct\" : 3"));
        assertThatThrownBy(() -> SessionFile.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + " is not a consistent session: test counts 3 correct images, its bits say 2.");
        Files.writeString(file, good.replace("\"name\" : \"b\"", "\"name\" : \"a\""));
        assertThatThrownBy(() -> SessionFile.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + " is not a consistent session: two ingredients are called a.");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path file = folder.resolve("none.json");
        assertThatThrownBy(() -> SessionFile.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + " does not exist.");
    }
}
