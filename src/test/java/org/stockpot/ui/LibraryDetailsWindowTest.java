package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.HistogramChart;
import org.stockpot.ui.charts.ChartsRoom;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The library's room and its drawer of details, as a user finds them. */
class LibraryDetailsWindowTest extends WindowTest {
    private static final String TENSOR = "model.visual.conv1.weight";

    @TempDir
    private static Path folder;

    private static Path base;
    private static Path first;
    private static Path second;

    @BeforeAll
    static void cook() throws StockpotException {
        var kitchen = new TinyKitchen(folder);
        base = kitchen.checkpoint("base", 1);
        first = kitchen.checkpoint("first", 11);
        second = kitchen.spoilt("second", 12, Map.of(TENSOR, List.of(7.5f)));
    }

    @Test
    void anEmptyLibrarySaysWhatToDo(FxRobot robot) throws Exception {
        robot.clickOn("#room-library");
        assertThat(onFx(() -> robot.lookup("#library-room-empty").query().isVisible()))
                .isTrue();
        assertThat(onFx(() -> robot.lookup("#library-split").query().isVisible()))
                .isFalse();
    }

    @Test
    void aCardTellsWhatItsFileIsAndTheDrawerShowsTheOneThatIsChosen(FxRobot robot) throws Exception {
        openKitchen(robot);
        assertThat(label(robot, "#source-first-facts")).contains("kB", "F32", "tensors");
        robot.clickOn("#source-second-name");
        assertThat(onFx(() ->
                        robot.lookup("#details-name").queryAs(TextField.class).getText()))
                .isEqualTo("second");
        robot.clickOn("#tab-file");
        assertThat(text(robot, "#details-path")).isEqualTo(second.toString());
        String sha256 = Sha256.of(second, (done, total) -> {});
        waitUntil(() -> robot.lookup("#details-sha256").query() instanceof TextField field
                && field.getText().equals(sha256));
        assertThat(label(robot, "#details-format")).isEqualTo("safetensors");
        robot.clickOn("#details-sha256-copy");
        assertThat(onFx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(sha256);
    }

    @Test
    void tensorsAreFoundAndTheirValuesShown(FxRobot robot) throws Exception {
        openKitchen(robot);
        robot.clickOn("#source-second-name");
        robot.clickOn("#details-search").write("conv1 f32");
        waitUntil(() -> tree(robot).getExpandedItemCount() == 1);
        onFx(() -> tree(robot).getSelectionModel().select(0));
        waitUntil(() -> label(robot, "#details-numbers").contains("mean "));
        assertThat(label(robot, "#details-tensor")).isEqualTo(TENSOR);
        assertThat(label(robot, "#details-numbers")).contains("max 7.5", "n 1,024");
        assertThat(label(robot, "#details-difference-numbers")).contains("mean ", "std ");
        robot.clickOn("#details-logarithmic");
        assertThat(onFx(() -> robot.lookup("#details-histogram")
                        .queryAs(HistogramChart.class)
                        .dataProperty()
                        .get()
                        .logarithmic()))
                .isTrue();

        robot.clickOn("#source-first-name");
        waitUntil(() -> label(robot, "#details-numbers").contains("mean ")
                && !label(robot, "#details-numbers").contains("max 7.5"));
        assertThat(label(robot, "#details-tensor"))
                .as("the same tensor of another file")
                .isEqualTo(TENSOR);
        robot.clickOn("#source-base-name");
        waitUntil(() -> label(robot, "#details-numbers").contains("mean "));
        assertThat(label(robot, "#details-difference-numbers"))
                .as("the base differs from nothing")
                .isEmpty();
    }

    @Test
    void theHistogramsOfTheTensorThatIsShownAreExportedWithAllCharts(FxRobot robot) throws Exception {
        openKitchen(robot);
        robot.clickOn("#source-second-name");
        robot.clickOn("#details-search").write("conv1 f32");
        waitUntil(() -> tree(robot).getExpandedItemCount() == 1);
        onFx(() -> tree(robot).getSelectionModel().select(0));
        waitUntil(() -> label(robot, "#details-numbers").contains("mean "));
        robot.clickOn("#room-charts");
        waitUntil(() -> robot.lookup("#charts-room").tryQuery().isPresent());
        Path target = folder.resolve("with histograms");
        onFx(() -> ((ChartsRoom) robot.lookup("#charts-room").query()).setAskingForFolder(() -> Optional.of(target)));
        robot.clickOn("#charts-export-all");
        waitUntil(() -> window.kitchen().notices().all().stream()
                .anyMatch(notice -> notice.text().contains("files written to")));
        try (var written = Files.list(target)) {
            assertThat(written.map(file -> file.getFileName().toString()))
                    .contains(
                            "values-of-model.visual.conv1.weight.svg",
                            "values-of-model.visual.conv1.weight@2x.png",
                            "values-of-model.visual.conv1.weight.csv",
                            "difference-of-model.visual.conv1.weight-to-the-base.csv");
        }
        assertThat(Files.readAllLines(target.resolve("values-of-model.visual.conv1.weight.csv")))
                .hasSizeGreaterThan(10)
                .startsWith("from,to,count");
    }

    @Test
    void copiedPathsArePasted(FxRobot robot) throws Exception {
        Path third = new TinyKitchen(folder).checkpoint("third", 13);
        openKitchen(robot);
        onFx(() -> {
            var content = new ClipboardContent();
            content.putString("\"" + third + "\"\n");
            Clipboard.getSystemClipboard().setContent(content);
            robot.lookup("#library-sources").query().requestFocus();
            return null;
        });
        robot.push(KeyCode.SHORTCUT, KeyCode.V);
        waitUntil(() -> robot.lookup("#source-third-name").tryQuery().isPresent());
        assertThat(onFx(() -> window.kitchen().session().session().ingredients()))
                .extracting(Source::name)
                .containsExactly("first", "second", "third");
    }

    @Test
    void pastingWhatIsNoPathSaysWhatCouldBePasted(FxRobot robot) throws Exception {
        openKitchen(robot);
        onFx(() -> {
            var content = new ClipboardContent();
            content.putString("just words");
            Clipboard.getSystemClipboard().setContent(content);
            return null;
        });
        robot.clickOn("#library-room-paste");
        assertThat(label(robot, "#notice-text")).contains("absolute paths");
    }

    @Test
    void altAndAnArrowMoveAnIngredient(FxRobot robot) throws Exception {
        openKitchen(robot);
        robot.clickOn("#source-first-name");
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        assertThat(names()).containsExactly("second", "first");
        assertThat(onFx(() -> robot.lookup("#library-sources")
                        .queryAs(ListView.class)
                        .getSelectionModel()
                        .getSelectedIndex()))
                .as("the moved one stays selected, below the base")
                .isEqualTo(2);
        robot.push(KeyCode.ALT, KeyCode.UP);
        assertThat(names()).containsExactly("first", "second");
    }

    @Test
    void theNameIsChangedWhereItStands(FxRobot robot) throws Exception {
        openKitchen(robot);
        robot.clickOn("#source-first-name");
        onFx(() -> {
            TextField field = robot.lookup("#details-name").queryAs(TextField.class);
            field.requestFocus();
            field.setText("basil");
            return null;
        });
        robot.type(KeyCode.ENTER);
        assertThat(names()).containsExactly("basil", "second");
        assertThat(robot.lookup("#source-basil-name").tryQuery()).isPresent();
    }

    private List<String> names() throws Exception {
        return onFx(() -> window.kitchen().session().session().ingredients().stream()
                .map(Source::name)
                .toList());
    }

    private static TreeTableView<?> tree(FxRobot robot) {
        return robot.lookup("#details-tensors").queryAs(TreeTableView.class);
    }

    private void openKitchen(FxRobot robot) throws Exception {
        Session session = session(base, List.of(first, second));
        open(session);
        robot.clickOn("#room-library");
        waitUntil(() -> robot.lookup("#source-second-facts").tryQuery().isPresent()
                && robot.lookup("#source-second-facts")
                        .queryAs(Label.class)
                        .getText()
                        .contains("tensors"));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String text(FxRobot robot, String id) throws Exception {
        return onFx(() -> robot.lookup(id).queryAs(TextField.class).getText());
    }
}
