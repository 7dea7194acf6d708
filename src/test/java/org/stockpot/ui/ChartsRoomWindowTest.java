package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.BarrierChart;
import org.stockpot.ui.chart.BarsChart;
import org.stockpot.ui.chart.ChartView;
import org.stockpot.ui.chart.ScatterPoint;
import org.stockpot.ui.chart.ScatterView;
import org.stockpot.ui.charts.ChartsRoom;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The charts room: real files, real engine, small networks. */
class ChartsRoomWindowTest extends WindowTest {
    private static final int IMAGES = 48;

    @TempDir
    private static Path folder;

    private static List<Path> files;
    private static List<DataRef> data;

    @BeforeAll
    static void cook() throws StockpotException {
        var kitchen = new TinyKitchen(folder);
        files = List.of(
                kitchen.checkpoint("base", 1), kitchen.checkpoint("first", 11), kitchen.checkpoint("second", 12));
        data = List.of(
                kitchen.images(Role.VALIDATION, "validation", IMAGES),
                kitchen.images(Role.TEST, "test", IMAGES),
                kitchen.images(Role.OOD, "other", IMAGES));
    }

    @Test
    void aChartIsSavedByItsKeysAsWhatIsShownAndTheEndingIsAppended(FxRobot robot) throws Exception {
        openRoom(robot);
        Path typed = folder.resolve("my plane v1.2");
        onFx(() -> {
            window.kitchen().charts().saver().setAsking(file -> Optional.of(typed));
            robot.lookup("#scatter-chart").query().requestFocus();
            return null;
        });
        robot.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.E).release(KeyCode.E, KeyCode.ALT, KeyCode.CONTROL);
        Path svg = folder.resolve("my plane v1.2.svg");
        waitUntil(() -> Files.exists(svg));
        String drawn = Files.readString(svg);
        for (String text : plane(robot).picture().texts()) {
            assertThat(drawn).contains(">" + text + "</text>");
        }
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C).release(KeyCode.C, KeyCode.SHIFT, KeyCode.CONTROL);
        Path csv = folder.resolve("my plane v1.2.csv");
        waitUntil(() -> Files.exists(csv));
        assertThat(Files.readAllLines(csv))
                .hasSize(1 + window.kitchen().charts().planeProperty().get().size())
                .first()
                .isEqualTo("name,kind,test,test_low,test_high,test_images,"
                        + "ood_mean,ood_mean_low,ood_mean_high,ood_mean_images");
        waitUntil(() -> window.kitchen().notices().all().stream()
                .anyMatch(notice -> notice.text().endsWith("my plane v1.2.csv")));
    }

    @Test
    void theButtonAndAllChartsHaveTheSameMenu(FxRobot robot) throws Exception {
        openRoom(robot);
        robot.clickOn("#scatter-chart-menu");
        for (String item : List.of("#chart-copy-image", "#chart-png", "#chart-svg", "#chart-csv", "#chart-axes")) {
            assertThat(robot.lookup(item).tryQuery()).as(item).isPresent();
        }
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        choose(robot, 2);
        robot.clickOn("#parallel-chart-menu");
        for (String item : List.of("#chart-copy-image", "#chart-png", "#chart-svg", "#chart-csv")) {
            assertThat(robot.lookup(item).tryQuery()).as(item).isPresent();
        }
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    }

    @Test
    void aDragZoomsAndADoubleClickShowsEverythingAgain(FxRobot robot) throws Exception {
        openRoom(robot);
        drag(robot, 0.4, 0.3, 0.7, 0.6);
        waitUntil(() -> plane(robot).framingProperty().get().isZoomed());
        assertThat(onFx(() -> robot.lookup("#charts-first-fit").queryButton().isDisabled()))
                .isFalse();
        robot.moveTo(place(robot, 0.5, 0.5)).doubleClickOn(MouseButton.PRIMARY);
        waitUntil(() -> !plane(robot).framingProperty().get().isZoomed());
        robot.write('+');
        waitUntil(() -> plane(robot).framingProperty().get().isZoomed());
        robot.write('0');
        waitUntil(() -> !plane(robot).framingProperty().get().isZoomed());
    }

    @Test
    void aLassoSelectsInAllChartsAndListsWhatItHolds(FxRobot robot) throws Exception {
        openRoom(robot);
        onFx(() -> plane(robot).requestFocus());
        robot.write('l');
        waitUntil(() -> plane(robot).lassoProperty().get());
        robot.moveTo(place(robot, 0.2, 0.1))
                .press(MouseButton.PRIMARY)
                .moveTo(place(robot, 0.97, 0.1))
                .moveTo(place(robot, 0.97, 0.85))
                .moveTo(place(robot, 0.2, 0.85))
                .release(MouseButton.PRIMARY);
        waitUntil(() -> robot.lookup("#charts-selected").query().isVisible());
        int trials = window.kitchen().session().session().trials().size();
        assertThat(onFx(() -> robot.lookup("#charts-selected-list")
                        .queryAs(ListView.class)
                        .getItems()
                        .size()))
                .isEqualTo(trials);
        assertThat(onFx(() -> plane(robot).selectedProperty().get())).hasSize(trials);
        robot.clickOn("#charts-clear-selection");
        waitUntil(() -> !robot.lookup("#charts-selected").query().isVisible());
    }

    @Test
    void classesAreMeasuredOnRequestAndAgreeWithTheAccuracyOfTheMix(FxRobot robot) throws Exception {
        openRoom(robot);
        choose(robot, 4);
        robot.clickOn("#charts-measure-classes");
        waitUntil(() -> !bars(robot).pointsProperty().get().isEmpty());
        assertThat(bars(robot).pointsProperty().get()).hasSize(3 * TinyKitchen.CLASSES);
        var report =
                window.kitchen().charts().measuring().reportProperty().get().orElseThrow();
        var mix = report.models().get(report.models().size() - 1).sets().get(0);
        assertThat(mix.scores().stream().mapToInt(score -> score.correct()).sum())
                .isEqualTo(window.kitchen()
                        .live()
                        .readingProperty()
                        .get()
                        .evaluations()
                        .get(0)
                        .correct());
        assertThat(mix.confusion().stream()
                        .flatMap(List::stream)
                        .mapToInt(count -> count)
                        .sum())
                .isEqualTo(IMAGES);
        assertThat(mix.reliability().images()).isEqualTo(IMAGES);
        choose(robot, 5);
        assertThat(onFx(() -> chart(robot, "#confusion-chart").picture().texts()))
                .contains("Taken for (class)");
    }

    @Test
    void aLineBetweenTwoModelsIsMeasuredOnRequest(FxRobot robot) throws Exception {
        openRoom(robot);
        choose(robot, 3);
        robot.clickOn("#charts-measure-line");
        var lines = (BarrierChart) chart(robot, "#barrier-chart");
        waitUntil(() -> !lines.pointsProperty().get().isEmpty());
        assertThat(lines.pointsProperty().get())
                .hasSize(11)
                .allSatisfy(point -> assertThat(point.line().name()).isEqualTo("base → first"));
        onFx(() -> {
            lines.requestFocus();
            return null;
        });
        robot.type(KeyCode.RIGHT, 4).type(KeyCode.ENTER);
        Recipe taken = onFx(() -> window.kitchen().session().session().recipe());
        assertThat(taken.method()).isInstanceOf(FusionMethod.TaskArithmetic.class);
        assertThat(taken.weights().rows().get(0)).allMatch(weight -> Math.abs(weight - 0.3) < 1e-9);
        assertThat(taken.weights().rows().get(1)).allMatch(weight -> weight == 0);
    }

    @Test
    void theEnsembleOfAllIngredientsStandsInThePlaneWhenItIsMeasured(FxRobot robot) throws Exception {
        openRoom(robot);
        choose(robot, 0);
        robot.clickOn("#charts-measure-ensemble");
        ScatterView plane = plane(robot);
        waitUntil(() ->
                plane.pointsProperty().get().stream().anyMatch(point -> point.kind() == ScatterPoint.Kind.ENSEMBLE));
        assertThat(onFx(() -> plane.picture().texts())).contains("logit ensemble");
    }

    @Test
    void allChartsAreWrittenIntoAFolderAsSvgPngAndCsv(FxRobot robot) throws Exception {
        openRoom(robot);
        Path target = folder.resolve("all charts");
        onFx(() -> ((ChartsRoom) robot.lookup("#charts-room").query()).setAskingForFolder(() -> Optional.of(target)));
        robot.clickOn("#charts-export-all");
        waitUntil(() -> window.kitchen().notices().all().stream()
                .anyMatch(notice -> notice.text().contains("files written to")));
        try (var written = Files.list(target)) {
            List<String> names =
                    written.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names)
                    .hasSize(6 * 3)
                    .contains(
                            "test-accuracy-against-ood-accuracy.svg",
                            "test-accuracy-against-ood-accuracy@2x.png",
                            "mixing-weights-of-trials.csv",
                            "heat-map-of-weight-differences.svg",
                            "heat-map-of-weight-differences@2x.png",
                            "heat-map-of-weight-differences.csv",
                            "similarity-of-the-models.csv",
                            "map-of-the-models.csv");
        }
    }

    @Test
    void aChartIsSavedUnderTheTitleAndInTheSizeThatAreAskedFor(FxRobot robot) throws Exception {
        openRoom(robot);
        Path typed = folder.resolve("titled");
        onFx(() -> {
            window.kitchen().charts().saver().setAsking(file -> Optional.of(typed));
            robot.lookup("#scatter-chart").query().requestFocus();
            return null;
        });
        robot.type(KeyCode.F2);
        robot.clickOn("#chart-export-title")
                .press(KeyCode.CONTROL)
                .type(KeyCode.A)
                .release(KeyCode.CONTROL)
                .write("Where soups lie");
        robot.clickOn("#chart-export-svg");
        onFx(() -> {
            robot.lookup("#chart-export-width").queryAs(TextField.class).setText("5");
            assertThat(robot.lookup("#chart-export-save").query().isDisabled()).isTrue();
            assertThat(robot.lookup("#chart-export-problem").query().isVisible())
                    .as("says why")
                    .isTrue();
            robot.lookup("#chart-export-width").queryAs(TextField.class).setText("500");
            robot.lookup("#chart-export-height").queryAs(TextField.class).setText("400");
            robot.lookup("#chart-export-transparent").queryAs(CheckBox.class).fire();
            return null;
        });
        robot.clickOn("#chart-export-save");
        waitUntil(() -> Files.exists(folder.resolve("titled.svg")));
        assertThat(Files.readString(folder.resolve("titled.svg")))
                .contains("width=\"500\" height=\"400\"")
                .contains(">Where soups lie</text>")
                .doesNotContain("<rect width=\"500\"");
        assertThat(onFx(() -> robot.lookup("#charts-first-title")
                        .queryAs(TextField.class)
                        .getText()))
                .isEqualTo("Where soups lie");
    }

    private void openRoom(FxRobot robot) throws Exception {
        Session session = session(files.get(0), files.subList(1, 3)).withData(data);
        open(session);
        awaitReading();
        robot.clickOn("#room-charts");
        waitUntil(() -> robot.lookup("#charts-room").tryQuery().isPresent());
        onFx(() -> window.kitchen().solo().measure());
        waitUntil(() -> window.kitchen().charts().planeProperty().get().size() >= 4);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void choose(FxRobot robot, int chart) throws Exception {
        onFx(() -> robot.lookup("#charts-list")
                .queryAs(ListView.class)
                .getSelectionModel()
                .select(chart));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void drag(FxRobot robot, double x1, double y1, double x2, double y2) throws Exception {
        robot.moveTo(place(robot, x1, y1))
                .press(MouseButton.PRIMARY)
                .moveTo(place(robot, x2, y2))
                .release(MouseButton.PRIMARY);
    }

    /** A place of the plane on the screen, by shares of its size. */
    private static Point2D place(FxRobot robot, double x, double y) throws Exception {
        Bounds bounds = onFx(() -> plane(robot).localToScreen(plane(robot).getBoundsInLocal()));
        return new Point2D(bounds.getMinX() + x * bounds.getWidth(), bounds.getMinY() + y * bounds.getHeight());
    }

    private static ScatterView plane(FxRobot robot) {
        return robot.lookup("#scatter-chart").queryAs(ScatterView.class);
    }

    private static BarsChart bars(FxRobot robot) {
        return robot.lookup("#bars-chart").queryAs(BarsChart.class);
    }

    private static ChartView chart(FxRobot robot, String id) {
        return (ChartView) robot.lookup(id).query();
    }
}
