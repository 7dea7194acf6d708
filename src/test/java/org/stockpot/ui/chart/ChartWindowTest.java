package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import eu.hansolo.tilesfx.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Palette;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Charts in a real, headless window. */
class ChartWindowTest {
    private Appearance look;
    private Stage stage;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void openWindow() {
        run(() -> {
            look = new Appearance(Theme.LIGHT);
            stage = new Stage();
        });
    }

    @AfterEach
    void closeWindow() {
        run(() -> stage.hide());
    }

    @Test
    void hoveringACellShowsItsNumbersAndLeavingHidesThem() {
        HeatMapView view = heatMap();
        run(() -> view.setExplaining(place -> "row " + place.row() + ", column " + place.column()));
        double[] inside = middleOfCell(view, 0);
        mouse(view, MouseEvent.MOUSE_MOVED, inside[0], inside[1]);
        assertThat(view.tooltipText()).contains("row 0, column 0");
        mouse(view, MouseEvent.MOUSE_EXITED, -5, -5);
        assertThat(view.tooltipText()).isEmpty();
    }

    @Test
    void clickingACellPicksIt() {
        HeatMapView view = heatMap();
        var picked = new ArrayList<Place>();
        run(() -> view.setOnPicked(picked::add));
        double[] inside = middleOfCell(view, 0);
        mouse(view, MouseEvent.MOUSE_CLICKED, inside[0], inside[1]);
        assertThat(picked).hasSize(1);
        assertThat(view.selectedProperty().get()).contains(picked.get(0));
    }

    @Test
    void whereTextIsLargerTheMouseStillPointsAtWhatIsDrawnThere() {
        HeatMapView view = heatMap();
        var picked = new ArrayList<Place>();
        run(() -> {
            view.setOnPicked(picked::add);
            look.showText(200);
            view.applyCss();
            view.layout();
        });
        var inside = new double[2];
        run(() -> {
            assertThat(view.picture().width()).isEqualTo(300);
            System.arraycopy(middleOfCell(view, 0), 0, inside, 0, 2);
        });
        mouse(view, MouseEvent.MOUSE_CLICKED, 2 * inside[0], 2 * inside[1]);
        run(() -> look.showText(100));
        assertThat(picked).containsExactly(new Place(0, 0));
    }

    @Test
    void arrowKeysMoveTheSelectionAndStopAtTheEdge() {
        HeatMapView view = heatMap();
        run(() -> view.selectedProperty().set(Optional.of(new Place(0, 0))));
        press(view, KeyCode.RIGHT);
        press(view, KeyCode.DOWN);
        press(view, KeyCode.DOWN);
        press(view, KeyCode.LEFT);
        press(view, KeyCode.LEFT);
        assertThat(view.selectedProperty().get()).contains(new Place(2, 0));
    }

    @Test
    void enterOpensTheColumnOfTheSelectedCellAndSpacePicksIt() {
        HeatMapView view = heatMap();
        var opened = new ArrayList<Integer>();
        var picked = new ArrayList<Place>();
        run(() -> {
            view.setOnOpened(opened::add);
            view.setOnPicked(picked::add);
            view.selectedProperty().set(Optional.of(new Place(3, 2)));
        });
        press(view, KeyCode.ENTER);
        press(view, KeyCode.SPACE);
        assertThat(opened).containsExactly(2);
        assertThat(picked).containsExactly(new Place(3, 2));
    }

    @Test
    void aDragOverCellsZoomsWhatIsShownFollowsTheArrowsAndZeroFits() {
        HeatMapView view = heatMap();
        run(() -> view.setOnPicked(place -> {
            throw new AssertionError("a drag is no click");
        }));
        GridArea grid = view.area().orElseThrow();
        drag(view, grid.left() + 5, grid.top() + 5, grid.left() + 60, grid.top() + 60);
        Framing zoomed = view.framingProperty().get();
        assertThat(zoomed.isZoomed()).isTrue();
        run(() -> assertThat(view.picture().marks()).hasAtLeastOneElementOfType(Mark.Clipped.class));

        run(() -> view.selectedProperty().set(Optional.of(new Place(0, 20))));
        press(view, KeyCode.RIGHT);
        assertThat(view.selectedProperty().get()).contains(new Place(0, 21));
        assertThat(view.area().orElseThrow().shows(0, 21)).isTrue();
        assertThat(view.framingProperty().get().left()).isGreaterThan(zoomed.right());
        type(view, "0");
        assertThat(view.framingProperty().get()).isEqualTo(Framing.FIT);
        type(view, "+");
        assertThat(view.framingProperty().get().isZoomed()).isTrue();
        run(() -> view.dataProperty().set(ChartSamples.heatMap(3, 4)));
        assertThat(view.framingProperty().get())
                .as("other cells are shown as a whole")
                .isEqualTo(Framing.FIT);
    }

    @Test
    void confusionsAndHistogramsZoomAsOtherChartsDo() {
        var confusion = new ConfusionChart(look.themeProperty());
        show(confusion, 500, 400);
        run(() -> confusion.dataProperty().set(ChartSamples.confusion()));
        var histogram = new HistogramChart(look.themeProperty(), "Values");
        run(() -> histogram.setExplaining(interval -> "bar " + interval));
        zoomInAndOut(confusion);
        press(confusion, KeyCode.DOWN);
        assertThat(confusion.getAccessibleHelp()).startsWith("Trouser taken for T-shirt/top");
        show(histogram, 500, 300);
        run(() -> histogram.dataProperty().set(ChartSamples.histogram(true)));
        zoomInAndOut(histogram);
        press(histogram, KeyCode.RIGHT);
        press(histogram, KeyCode.RIGHT);
        assertThat(histogram.getAccessibleHelp()).isEqualTo("bar 1");
    }

    private static void zoomInAndOut(ZoomableChart chart) {
        PlotArea area = chart.area().orElseThrow();
        drag(chart, area.left() + 20, area.top() + 20, area.left() + 120, area.top() + 120);
        assertThat(chart.framingProperty().get().isZoomed()).isTrue();
        assertThat(chart.menuItems().get(0).isDisable()).isFalse();
        Framing before = chart.framingProperty().get();
        scroll(chart, area.left() + 30, area.top() + 30);
        Framing after = chart.framingProperty().get();
        assertThat(after.right() - after.left()).isLessThan(before.right() - before.left());
        mouse(chart, MouseEvent.MOUSE_CLICKED, area.left() + 30, area.top() + 30, 2);
        assertThat(chart.framingProperty().get()).isEqualTo(Framing.FIT);
        assertThat(chart.menuItems().get(0).getText()).endsWith("\nEverything is shown already");
    }

    @Test
    void theKeyLAndTheMenuMakeAnAxisLogarithmic() {
        var chart = new ParallelChart(look.themeProperty());
        show(chart, 700, 400);
        run(() -> chart.dataProperty().set(ChartSamples.weights(20)));
        press(chart, KeyCode.RIGHT);
        press(chart, KeyCode.L);
        assertThat(chart.brushesProperty().get().logarithmic()).containsExactly(0);
        assertThat(chart.picture().texts()).anyMatch(text -> text.endsWith("(log)"));
        var menu = (Menu) chart.menuItems().get(2);
        run(() -> menu.getItems().get(3).fire());
        assertThat(chart.brushesProperty().get().logarithmic()).containsExactlyInAnyOrder(0, 2);
        var again = (Menu) chart.menuItems().get(2);
        run(() -> {
            var all = (CheckMenuItem) again.getItems().get(0);
            all.setSelected(true);
            all.fire();
        });
        assertThat(chart.brushesProperty().get().logarithmic()).hasSize(6);
    }

    @Test
    void enterSelectsTheLinesWithinTheBrushes() {
        var chart = new ParallelChart(look.themeProperty());
        show(chart, 700, 400);
        var selected = new ArrayList<Integer>();
        run(() -> {
            chart.dataProperty().set(ChartSamples.weights(20));
            chart.setOnSelected(selected::addAll);
        });
        press(chart, KeyCode.ENTER);
        assertThat(selected).as("without a brush all would be meant").isEmpty();
        double middle = ChartSamples.weights(20).lines().stream()
                .mapToDouble(line -> line.values().get(0))
                .sorted()
                .toArray()[10];
        run(() -> chart.brushesProperty().set(Brushes.NONE.with(0, new ParallelData.Range(middle, 9))));
        press(chart, KeyCode.ENTER);
        assertThat(selected).hasSize(10);
    }

    @Test
    void aChartThatIsNotOnTheScreenHasItsNumbersNevertheless() {
        var map = new ModelMapChart(look.themeProperty(), "Map");
        var heat = new HeatMapView(look.themeProperty(), "Heat map");
        run(() -> {
            map.pointsProperty().set(ChartSamples.modelMap());
            heat.dataProperty().set(ChartSamples.heatMap(2, 4));
        });
        assertThat(map.table().orElseThrow().rows()).hasSize(7);
        assertThat(heat.table().orElseThrow().rows()).hasSize(8);
    }

    @Test
    void anotherThemeRepaintsACanvas() {
        var view = new ScatterView(look.themeProperty());
        show(view, 400, 300);
        run(() -> view.pointsProperty().set(ChartSamples.scatter(20)));
        assertThat(view.picture().background()).isEqualTo(Theme.LIGHT.background());
        run(() -> look.show(Theme.DARK));
        assertThat(view.picture().background()).isEqualTo(Theme.DARK.background());
        assertThat(view.picture().all(Mark.Symbol.class))
                .anySatisfy(symbol -> assertThat(symbol.fill()).isEqualTo(Palette.colour(0, Theme.DARK)));
    }

    @Test
    void clickingAPointPicksIt() {
        var view = new ScatterView(look.themeProperty());
        show(view, 400, 300);
        var picked = new ArrayList<ScatterPoint>();
        run(() -> {
            view.pointsProperty().set(ChartSamples.scatter(0));
            view.setOnPicked(picked::add);
        });
        Mark.Symbol star = view.picture().all(Mark.Symbol.class).stream()
                .filter(symbol -> symbol.shape() == Palette.shape(7))
                .findFirst()
                .orElseThrow();
        mouse(view, MouseEvent.MOUSE_CLICKED, star.x(), star.y());
        assertThat(picked).extracting(ScatterPoint::name).containsExactly("cutout");
    }

    @Test
    void hoveringAccuracyShowsTheTrial() {
        var view = new AccuracyChart(look.themeProperty());
        show(view, 400, 300);
        run(() -> view.pointsProperty().set(ChartSamples.trials(9)));
        mouse(view, MouseEvent.MOUSE_MOVED, 380, 150);
        assertThat(view.tooltipText()).get().asString().startsWith("Trial 9").contains("Validation:", "OOD mean:");
    }

    @Test
    void anImageHasTheWantedScale() {
        var view = new AccuracyChart(look.themeProperty());
        show(view, 400, 300);
        run(() -> assertThat(view.image(2).getWidth()).isEqualTo(800));
    }

    @Test
    void tilesShowNumbersChangesAndHowSureTheyAre() {
        var view = new Headline(look.themeProperty());
        show(view, 800, 160);
        assertThat(tile(view, "#tile-ood").getText()).isEqualTo("not measured yet");
        run(() -> view.numbersProperty().set(ChartSamples.headline()));
        assertThat(tile(view, "#tile-ood").getValue()).isEqualTo(58.3);
        assertThat(tile(view, "#tile-ood").getDescription()).isEqualTo("▲ 4.20 vs best ingredient");
        assertThat(tile(view, "#tile-ood").getText()).isEqualTo("[57.2, 59.4]  n = 8,000");
        assertThat(tile(view, "#tile-test").getDescription()).startsWith("▼ 2.00");
        assertThat(tile(view, "#tile-validation").getDescription()).endsWith("(within noise)");
        assertThat(tile(view, "#tile-throughput").getValue()).isEqualTo(3812);
    }

    @Test
    void tilesFollowTheTheme() {
        var view = new Headline(look.themeProperty());
        show(view, 800, 160);
        run(() -> view.numbersProperty().set(ChartSamples.headline()));
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            run(() -> look.show(theme));
            assertThat(tile(view, "#tile-test").getBackgroundColor()).isEqualTo(theme.panel());
            assertThat(tile(view, "#tile-test").getValueColor()).isEqualTo(theme.text());
            assertThat(tile(view, "#tile-test").getDescriptionColor()).isEqualTo(theme.bad());
            assertThat(tile(view, "#tile-ood").getDescriptionColor()).isEqualTo(theme.good());
        }
    }

    private HeatMapView heatMap() {
        var view = new HeatMapView(look.themeProperty(), "Differences");
        show(view, 600, 340);
        run(() -> view.dataProperty().set(ChartSamples.heatMap(12, 26)));
        return view;
    }

    /** Looks the place up in the picture: the middle of a box of the map. */
    private static double[] middleOfCell(HeatMapView view, int index) {
        Mark.Box box = view.picture().all(Mark.Box.class).get(index);
        return new double[] {box.x() + box.width() / 2, box.y() + box.height() / 2};
    }

    private static Tile tile(Headline view, String id) {
        return (Tile) view.lookup(id);
    }

    private void show(Region chart, double width, double height) {
        run(() -> {
            var scene = new Scene(chart, width, height);
            look.dress(scene);
            stage.setScene(scene);
            stage.show();
        });
    }

    private static void drag(Node target, double fromX, double fromY, double toX, double toY) {
        mouse(target, MouseEvent.MOUSE_PRESSED, fromX, fromY);
        mouse(target, MouseEvent.MOUSE_DRAGGED, toX, toY);
        mouse(target, MouseEvent.MOUSE_RELEASED, toX, toY);
    }

    /** One notch of the wheel with Ctrl. */
    private static void scroll(Node target, double x, double y) {
        Point2D place = target.localToScene(x, y);
        run(() -> Event.fireEvent(
                target,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        place.getX(),
                        place.getY(),
                        place.getX(),
                        place.getY(),
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        0,
                        40,
                        0,
                        40,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        null)));
    }

    private static void mouse(Node target, EventType<MouseEvent> type, double x, double y) {
        mouse(target, type, x, y, 1);
    }

    private static void mouse(Node target, EventType<MouseEvent> type, double x, double y, int clicks) {
        Point2D place = target.localToScene(x, y);
        MouseButton button = type == MouseEvent.MOUSE_MOVED || type == MouseEvent.MOUSE_EXITED
                ? MouseButton.NONE
                : MouseButton.PRIMARY;
        run(() -> Event.fireEvent(
                target,
                new MouseEvent(
                        type,
                        place.getX(),
                        place.getY(),
                        place.getX(),
                        place.getY(),
                        button,
                        clicks,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        null)));
    }

    private static void type(Node target, String letter) {
        run(() -> Event.fireEvent(
                target,
                new KeyEvent(KeyEvent.KEY_TYPED, letter, letter, KeyCode.UNDEFINED, false, false, false, false)));
    }

    private static void press(Node target, KeyCode key) {
        run(() -> Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false)));
    }

    /** Runs on the JavaFX thread and waits until the window has settled. */
    private static void run(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, work);
        WaitForAsyncUtils.waitForFxEvents(2);
    }
}
