package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.chart.Mark;
import org.stockpot.ui.chart.ModelMapChart;
import org.stockpot.ui.chart.ModelPoint;
import org.stockpot.ui.difference.Cell;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The room of differences, as a user finds it. */
class DifferencesWindowTest extends WindowTest {
    @TempDir
    private static Path folder;

    private static Path base;
    private static List<Path> ingredients = List.of();

    @BeforeAll
    static void cook() throws StockpotException {
        var kitchen = new TinyKitchen(folder);
        base = kitchen.checkpoint("base", 1);
        ingredients = List.of(
                kitchen.checkpoint("zest", 11), kitchen.checkpoint("apple", 12), kitchen.checkpoint("mint", 13));
    }

    @Test
    void withoutIngredientsItSaysWhatToDo(FxRobot robot) throws Exception {
        robot.clickOn("#room-differences");
        assertThat(onFx(() -> data(robot).isEmpty())).isTrue();
        assertThat(onFx(() -> data(robot).empty()))
                .isEqualTo("Add a base and ingredients to see how far their weights moved");
        assertThat(onFx(() -> robot.lookup("#difference-slider").query().isDisabled()))
                .isTrue();
    }

    @Test
    void columnsAndMeasuresAreSwitchedWithoutTouchingTheMix(FxRobot robot) throws Exception {
        openKitchen(robot);
        assertThat(onFx(() -> data(robot).rows()))
                .extracting(HeatMapData.Row::name)
                .containsExactly("zest", "apple", "mint");
        int groups = onFx(() -> data(robot).columns().size());
        choose(robot, "#difference-detail", "Single tensors");
        assertThat(onFx(() -> data(robot).columns().size())).isGreaterThan(groups);
        assertThat(onFx(() -> data(robot).columns())).contains("classification_head.bias");
        choose(robot, "#difference-detail", "Whole model");
        assertThat(onFx(() -> data(robot).columns())).hasSize(1);
        choose(robot, "#difference-measure", "Sign conflict with the others");
        assertThat(onFx(() -> data(robot).value(new HeatMapData.Place(0, 0)))).isBetween(0.05, 0.95);
        choose(robot, "#difference-measure", "Share of unchanged values");
        robot.clickOn("#difference-fixed");
        assertThat(onFx(() -> data(robot).scale().axis().high())).isEqualTo(1);
        assertThat(onFx(() ->
                        window.kitchen().session().session().recipe().weights().groups()))
                .as("groups of the mix")
                .isIn(1, groups);
    }

    @Test
    void ingredientsAreSortedByNameAndByValue(FxRobot robot) throws Exception {
        openKitchen(robot);
        choose(robot, "#difference-rows", "name");
        assertThat(onFx(() -> data(robot).rows()))
                .extracting(HeatMapData.Row::name)
                .containsExactly("apple", "mint", "zest");
        choose(robot, "#difference-detail", "Whole model");
        choose(robot, "#difference-rows", "largest first");
        List<Double> values =
                onFx(() -> data(robot).values().stream().map(row -> row.get(0)).toList());
        assertThat(values).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void theKeyboardLooksIntoAGroupAndComesBack(FxRobot robot) throws Exception {
        openKitchen(robot);
        choose(robot, "#difference-detail", "Level 1");
        onFx(() -> {
            map(robot).requestFocus();
            int column = data(robot).columns().indexOf("model.visual");
            map(robot).selectedProperty().set(Optional.of(new HeatMapData.Place(0, column)));
            return null;
        });
        robot.type(KeyCode.DOWN);
        assertThat(label(robot, "#difference-cell")).startsWith("apple × ").contains("relative L2", "sign conflict");
        assertThat(onFx(() -> map(robot).getAccessibleText())).contains("apple × ");
        String group = "model.visual";
        robot.type(KeyCode.ENTER);
        assertThat(label(robot, "#difference-path")).startsWith(group + " · ").contains("tensors");
        assertThat(onFx(() -> data(robot).columns())).allMatch(name -> name.contains("."));
        robot.type(KeyCode.BACK_SPACE);
        int column = onFx(() -> data(robot).columns().indexOf(group));
        assertThat(column).isNotNegative();
        assertThat(onFx(() -> map(robot).selectedProperty().get())).contains(new HeatMapData.Place(1, column));
    }

    @Test
    void theNameOfAGroupShowsItsTensorsAndTheLinkLeadsBack(FxRobot robot) throws Exception {
        openKitchen(robot);
        choose(robot, "#difference-detail", "Whole model");
        Mark.Label name = onFx(() -> map(robot).picture().all(Mark.Label.class).stream()
                .filter(one -> one.text().equals("model"))
                .findFirst()
                .orElseThrow());
        robot.clickOn(onScreen(robot, name.x(), name.y()));
        assertThat(onFx(() -> data(robot).columns())).contains("classification_head.weight");
        robot.clickOn("#difference-back");
        assertThat(onFx(() -> data(robot).columns())).containsExactly("model");
    }

    @Test
    void aClickOnACellBringsItsSlider(FxRobot robot) throws Exception {
        openKitchen(robot);
        List<Cell> asked = new ArrayList<>();
        onFx(() -> window.kitchen().differences().setOnSlider(asked::add));
        Mark.Box first = onFx(() -> map(robot).picture().all(Mark.Box.class).get(0));
        robot.clickOn(onScreen(robot, first.x() + first.width() / 2, first.y() + first.height() / 2));
        assertThat(asked).containsExactly(new Cell(0, 0));
        choose(robot, "#difference-detail", "Whole model");
        robot.clickOn(onScreen(robot, first.x() + first.width() / 2, first.y() + first.height() / 2));
        assertThat(asked).as("all groups together have no slider").hasSize(1);
    }

    @Test
    void aSliderIsInTheRoomOfTheMix(FxRobot robot) throws Exception {
        openKitchen(robot);
        onFx(() -> map(robot).selectedProperty().set(Optional.of(new HeatMapData.Place(1, 0))));
        robot.clickOn("#difference-slider");
        assertThat(robot.lookup("#mix-view").tryQuery()).isPresent();
    }

    @Test
    void modelsAreComparedWhenSomebodyLooks(FxRobot robot) throws Exception {
        openKitchen(robot);
        assertThat(onFx(() -> window.kitchen().tasks().running().stream()
                        .noneMatch(task -> task.name().equals("Compare models"))))
                .isTrue();
        robot.clickOn("#tab-similarity");
        waitUntil(() -> !matrix(robot).isEmpty());
        assertThat(onFx(() -> matrix(robot).columns())).containsExactly("zest", "apple", "mint", "this mix");
        assertThat(onFx(() -> matrix(robot).value(new HeatMapData.Place(2, 2)))).isEqualTo(1);
        assertThat(label(robot, "#similarity-note")).contains("classical scaling, Torgerson 1952");
        List<ModelPoint> points = onFx(() -> robot.lookup("#similarity-map")
                .queryAs(ModelMapChart.class)
                .pointsProperty()
                .get());
        assertThat(points).extracting(ModelPoint::name).containsExactly("base", "zest", "apple", "mint", "this mix");

        choose(robot, "#similarity-kind", "Distance (relative L2)");
        assertThat(onFx(() -> matrix(robot).columns())).containsExactly("base", "zest", "apple", "mint", "this mix");
        double whole = onFx(() -> matrix(robot).value(new HeatMapData.Place(0, 1)));
        onFx(() -> {
            ChoiceBox<?> scope = robot.lookup("#similarity-scope").queryAs(ChoiceBox.class);
            scope.getSelectionModel().select(1);
            return null;
        });
        assertThat(onFx(() -> matrix(robot).value(new HeatMapData.Place(0, 1)))).isNotEqualTo(whole);
    }

    @Test
    void everyControlHasAName(FxRobot robot) throws Exception {
        openKitchen(robot);
        robot.clickOn("#tab-similarity");
        assertThat(onFx(() ->
                        robot
                                .lookup(node -> node instanceof ButtonBase || node instanceof ChoiceBox)
                                .queryAll()
                                .stream()
                                .filter(node -> node.getId() == null)
                                .toList()))
                .isEmpty();
    }

    private Point2D onScreen(FxRobot robot, double x, double y) throws Exception {
        return onFx(() -> map(robot).localToScreen(x, y));
    }

    private static HeatMapView map(FxRobot robot) {
        return robot.lookup("#difference-map").queryAs(HeatMapView.class);
    }

    private static HeatMapData data(FxRobot robot) {
        return map(robot).dataProperty().get();
    }

    private static HeatMapData matrix(FxRobot robot) {
        return robot.lookup("#similarity-matrix")
                .queryAs(HeatMapView.class)
                .dataProperty()
                .get();
    }

    private static void choose(FxRobot robot, String id, String name) throws Exception {
        onFx(() -> {
            ChoiceBox<?> box = robot.lookup(id).queryAs(ChoiceBox.class);
            choose(box, name);
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static <T> void choose(ChoiceBox<T> box, String name) {
        box.setValue(box.getItems().stream()
                .filter(one -> box.getConverter().toString(one).equals(name))
                .findFirst()
                .orElseThrow());
    }

    private void openKitchen(FxRobot robot) throws Exception {
        Session session = session(base, ingredients);
        open(session);
        robot.clickOn("#room-differences");
        waitUntil(() -> !data(robot).isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
    }
}
