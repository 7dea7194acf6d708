package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;
import org.testfx.api.FxRobot;

/** The export room, as a user works in it: real files, real engine, small networks. */
class ExportRoomWindowTest extends WindowTest {
    @TempDir
    private static Path folder;

    @Test
    void anEmptyRoomSaysWhatBelongsThere(FxRobot robot) {
        robot.clickOn("#room-export");
        assertThat(label(robot, "#export-why")).isEqualTo("Add ingredients to the library first.");
        assertThat(robot.lookup("#export-result").queryParent().lookupAll(".label"))
                .extracting(node -> ((Label) node).getText())
                .anyMatch(text -> text.startsWith("Nothing was written yet."));
    }

    @Test
    void theSizeIsToldBeforeAndAFileIsNotReplacedWithoutAsking(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        Path soup = Files.writeString(folder.resolve("asked.safetensors"), "mine");
        type(robot, "#export-target", soup.toString());
        waitUntil(() -> label(robot, "#export-outlook").matches("About \\d.* kB; .* are free there\\."));
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-question").query().isVisible());
        assertThat(label(robot, "#export-question-text")).isEqualTo("asked.safetensors is there already (4 B).");
        robot.interact(() -> button(robot, "#export-keep-both").fire());
        waitUntil(() -> robot.lookup("#export-sha256").tryQuery().isPresent());
        assertThat(soup).hasContent("mine");
        assertThat(folder.resolve("asked-2.safetensors")).exists();
        assertThat(robot.lookup("#export-check").queryParent().lookupAll(".label"))
                .extracting(node -> ((Label) node).getText())
                .contains("validation", "File", "Measured live");
        type(robot, "#export-target", soup.toString());
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-question").query().isVisible());
        robot.interact(() -> button(robot, "#export-overwrite").fire());
        waitUntil(() -> Files.size(soup) > 100);
        waitUntil(() ->
                robot.lookup("#export-recent").queryParent().lookupAll(".label").size() == 2);
    }

    @Test
    void severalFilesAreNotReplacedWithoutAskingEither(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        Path soup = folder.resolve("several.safetensors");
        Path index = Files.writeString(folder.resolve("several.safetensors.index.json"), "mine");
        onFx(() -> window.kitchen().export().export(ExportOrder.to(soup).withShards(OptionalLong.of(60_000))));
        waitUntil(() -> robot.lookup("#export-question").query().isVisible());
        assertThat(label(robot, "#export-question-text"))
                .isEqualTo("several.safetensors.index.json is there already (4 B).");
        assertThat(index).hasContent("mine");
    }

    @Test
    void anExportedFileIsCookedAgainAndCompared(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        Path soup = folder.resolve("again.safetensors");
        type(robot, "#export-target", soup.toString());
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-sha256").tryQuery().isPresent()
                && !window.kitchen().export().runningProperty().get());
        onFx(() -> window.kitchen().export().rebuild(soup));
        waitUntil(() -> !label(robot, "#export-rebuild-result").isEmpty());
        assertThat(label(robot, "#export-rebuild-result")).endsWith("sources, every byte is the same.");
    }

    @Test
    void anExportedFileOpensAsTheMixThatItWasMadeOf(FxRobot robot) throws Exception {
        Session made = kitchen();
        Session mixed = made.withRecipe(made.recipe().withWeights(MixingWeights.of(new double[][] {{0.25}, {0.75}})));
        open(mixed, Optional.empty());
        Path soup = folder.resolve("recipe.safetensors");
        type(robot, "#export-target", soup.toString());
        robot.interact(() -> button(robot, "#export-start").fire());
        waitUntil(() -> robot.lookup("#export-sha256").tryQuery().isPresent()
                && !window.kitchen().export().runningProperty().get());
        open(Session.EMPTY.withData(made.data()));
        onFx(() -> window.filing().openRecipe(soup));
        waitUntil(() -> window.kitchen().session().session().ingredients().size() == 2);
        awaitReading();
        robot.clickOn("#room-mix");
        assertThat(robot.lookup("#weight-one").queryAs(Slider.class).getValue()).isEqualTo(0.25);
        assertThat(robot.lookup("#weight-two").queryAs(Slider.class).getValue()).isEqualTo(0.75);
        assertThat(label(robot, "#mix-accuracy-validation")).endsWith("%");
    }

    private Session kitchen() throws StockpotException {
        return new TinyKitchen(folder).session(workbench, 100).removed(2);
    }

    private void open(Session session, Optional<Path> file) throws Exception {
        onFx(() -> {
            window.kitchen().session().open(session, file);
            window.enter("export");
            return null;
        });
        awaitReading();
    }
}
