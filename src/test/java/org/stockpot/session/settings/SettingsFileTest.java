package org.stockpot.session.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.DrawnCurve;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.tensor.StockpotException;

class SettingsFileTest {
    @TempDir
    Path folder;

    private UserFolders folders() {
        return new UserFolders(folder.resolve("configuration"), folder.resolve("data"));
    }

    private Settings full() {
        return new Settings(
                new Look(ThemeChoice.DARK, 130, Language.GERMAN, 150),
                new Layout(
                        Optional.of(new Bounds(-10, 20.5, 1280, 800)),
                        true,
                        Map.of("split-main", List.of(0.2, 0.7)),
                        Optional.of("search")),
                Recents.NONE.with(folder.resolve("a.json")).with(folder.resolve("b.json")),
                Map.of(FileKind.CHECKPOINT, folder.resolve("models")),
                true,
                Curves.NONE
                        .with(curve("late", new DrawnCurve.Point(0, 0), new DrawnCurve.Point(1, 1)))
                        .with(curve("early", new DrawnCurve.Point(0.25, -0.5))));
    }

    private static Curves.Named curve(String name, DrawnCurve.Point... points) {
        return new Curves.Named(name, new DrawnCurve(List.of(points)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws StockpotException {
        var file = new SettingsFile(folders().settings());
        assertThat(file.read()).isEqualTo(Settings.USUAL);
        assertThat(file.change(before -> full())).isEqualTo(full());
        assertThat(file.read()).isEqualTo(full());
    }

    @Test
    void whatANewerProgramWroteIsReadAsFarAsItIsKnown() throws IOException, StockpotException {
        var file = new SettingsFile(folder.resolve("settings.json"));
        Files.writeString(file.path(), """
                {"theme": "sepia", "textPercent": 900, "scalePercent": -3, "cups": 7, "room": "mix"}
                """);
        Settings read = file.read();
        assertThat(read.look()).isEqualTo(new Look(ThemeChoice.SYSTEM, 200, Language.SYSTEM, 0));
        assertThat(read.layout().room()).contains("mix");
    }

    @Test
    void curvesAreKeptByNameRenamedAndDeletedAndNoneIsLostByANameThatIsTaken() {
        Curves two = full().curves();
        assertThat(two.all()).extracting(Curves.Named::name).containsExactly("early", "late");
        assertThat(two.renamed("late", " deep ").of("deep").orElseThrow().curve())
                .isEqualTo(two.of("late").orElseThrow().curve());
        assertThat(two.renamed("late", "early")).isEqualTo(two);
        assertThat(two.without("early").all()).extracting(Curves.Named::name).containsExactly("late");
        assertThat(two.with(curve("late", new DrawnCurve.Point(1, 1))).all()).hasSize(2);
    }

    @Test
    void aCurveThatIsNoneIsSaid() throws IOException {
        var file = new SettingsFile(folder.resolve("settings.json"));
        Files.writeString(file.path(), """
                {"curves": [{"name": "steep", "points": [[0, 0], [1, 7]]}]}
                """);
        assertThatThrownBy(file::read)
                .isInstanceOf(StockpotException.class)
                .hasMessage(file.path() + " is not the settings of this program: a curve has height 7.0 at depth 1.0.");
    }

    @Test
    void brokenSettingsAreAsUsualSaidAndPutAside() throws Exception {
        Files.createDirectories(folders().configuration());
        Files.writeString(folders().settings(), "{ theme");
        try (Profile profile = Profile.open(folders(), false)) {
            assertThat(profile.settings()).isEqualTo(Settings.USUAL);
            assertThat(profile.problem().orElseThrow())
                    .contains("settings.json is not the JSON expected here", "All settings are as usual.")
                    .endsWith("settings.broken.json.");
        }
        assertThat(folders().configuration().resolve("settings.broken.json")).hasContent("{ theme");
        try (Profile next = Profile.open(folders(), false)) {
            assertThat(next.problem()).isEmpty();
        }
    }

    @Test
    void twoWindowsLoseNothingOfEachOther() throws Exception {
        try (Profile one = Profile.open(folders(), false);
                Profile other = Profile.open(folders(), false);
                var io = new QueueLane("io", Runnable::run)) {
            one.change(now -> now.withLook(now.look().withTextPercent(120)));
            other.change(now -> now.withRecents(now.recents().with(folder.resolve("a.json"))));
            assertThat(io.call(one.keep()).look().textPercent()).isEqualTo(120);
            io.call(other.keep());
        }
        Settings both = new SettingsFile(folders().settings()).read();
        assertThat(both.look().textPercent()).isEqualTo(120);
        assertThat(both.recents().all()).hasSize(1);
    }

    @Test
    void changesThatWereNotWrittenYetAreWrittenAtTheEnd() throws Exception {
        try (Profile profile = Profile.open(folders(), false)) {
            profile.change(now -> now.withTourSeen(true));
        }
        assertThat(new SettingsFile(folders().settings()).read().tourSeen()).isTrue();
    }

    @Test
    void safeModeNeitherReadsNorWrites() throws Exception {
        new SettingsFile(folders().settings()).change(before -> full());
        String before = Files.readString(folders().settings());
        try (Profile safe = Profile.open(folders(), true)) {
            assertThat(safe.settings()).isEqualTo(Settings.USUAL);
            safe.change(now -> now.withTourSeen(true));
        }
        assertThat(folders().settings()).hasContent(before.strip());
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(folder.resolve("configuration"), "");
        assertThatThrownBy(() -> new SettingsFile(folders().settings()).change(now -> now.withTourSeen(true)))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("settings.json cannot be written");
    }

    @Test
    void pinnedSessionsStayAndTheOthersGrowOld() {
        Recents recents = Recents.NONE.with(folder.resolve("kept.json")).pinned(folder.resolve("kept.json"), true);
        for (int number : IntStream.range(0, 15).toArray()) {
            recents = recents.with(folder.resolve(number + ".json"));
        }
        assertThat(recents.all()).hasSize(1 + Recents.KEPT);
        assertThat(recents.all().get(0).file()).isEqualTo(folder.resolve("kept.json"));
        assertThat(recents.all().get(1).file()).isEqualTo(folder.resolve("14.json"));
        recents = recents.with(folder.resolve("10.json")).without(folder.resolve("14.json"));
        assertThat(recents.all()).hasSize(Recents.KEPT);
        assertThat(recents.all().get(1).file()).isEqualTo(folder.resolve("10.json"));
    }
}
