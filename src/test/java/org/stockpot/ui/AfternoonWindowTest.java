package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.TrialRow;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchStatus;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;

/** One afternoon from the first file to the same numbers the next day, through the window alone. */
class AfternoonWindowTest extends WindowTest {
    private static final int IMAGES = 200;
    private static final int EVALUATIONS = 30;

    @TempDir
    private static Path folder;

    private FxRobot robot;

    @Override
    MainWindow window() {
        workbench.keepJournals(folder.resolve("searches"));
        return new MainWindow(new Stage(), workbench, new Appearance(Theme.DARK), Optional.empty());
    }

    @Test
    void fromFilesToASoupAndBackTheNextDay(FxRobot hands) throws Exception {
        robot = hands;
        Path file = folder.resolve("afternoon" + SessionFile.ENDING);
        SessionFile.write(Session.EMPTY, file);
        onFx(() -> window.open(file));
        waitUntil(() -> window.kitchen().session().fileProperty().get().isPresent());

        robot.clickOn("#room-explain");
        assertThat(robot.lookup("#explain-diagnose").query().isDisabled())
                .as("nothing to explain yet")
                .isTrue();
        dropCheckpoints();
        lookAtFindings();
        giveData();
        lookAtDifferences();
        moveSlidersBetweenTwoSnapshots();
        searchWithAPause();
        String accuracy = label("#mix-accuracy-validation");
        compareTwoTrials();
        export();
        saveAndReopen(file, accuracy);
    }

    private void dropCheckpoints() throws Exception {
        var kitchen = new TinyKitchen(folder);
        Path base = kitchen.checkpoint("base", 1);
        Path first = kitchen.checkpoint("first", 11);
        Path second = kitchen.checkpoint("second", 12);
        Path broken =
                kitchen.spoilt("broken", 13, Map.of("model.visual.proj", List.of(Float.POSITIVE_INFINITY, Float.NaN)));
        onFx(() -> window.dropped(List.of(first, second, broken, base)));
        robot.clickOn("#room-mix");
        waitUntil(() -> robot.lookup("#ingredient-base-name").tryQuery().isPresent());
        onFx(() -> window.kitchen().library().makeBase(3));
        waitUntil(() -> session().base().isPresent() && session().ingredients().size() == 3);
    }

    /** The broken one says what is wrong with it, and goes. */
    private void lookAtFindings() throws Exception {
        waitUntil(() -> robot.lookup("#ingredient-broken-findings").tryQuery().isPresent()
                && robot.lookup("#ingredient-broken-findings")
                        .queryButton()
                        .getStyleClass()
                        .contains("error"));
        onFx(() -> window.kitchen().library().remove(2));
        waitUntil(() -> robot.lookup("#ingredient-broken-name").tryQuery().isEmpty());
    }

    private void giveData() throws Exception {
        var kitchen = new TinyKitchen(folder);
        List<DataRef> data = List.of(
                kitchen.images(Role.VALIDATION, "validation", IMAGES),
                kitchen.images(Role.TEST, "test", IMAGES),
                kitchen.images(Role.OOD, "other", IMAGES));
        onFx(() -> window.kitchen().session().edit(now -> now.withData(data)));
        waitUntil(this::isMeasured);
        assertThat(label("#mix-accuracy-validation")).endsWith("%");
        robot.clickOn("#room-explain");
        assertThat(robot.lookup("#explain-diagnose").query().isDisabled()).isFalse();
        robot.clickOn("#room-mix").clickOn("#action-measure-solo");
        waitUntil(() ->
                !robot.lookup("#mix-gain-test").queryAs(Label.class).getText().isEmpty());
    }

    /** The space bar goes from a cell to its slider. */
    private void lookAtDifferences() throws Exception {
        robot.clickOn("#room-differences");
        waitUntil(() -> robot.lookup("#difference-map").<HeatMapView>query().dataProperty().get().rows().stream()
                .anyMatch(row -> row.name().equals("second")));
        robot.clickOn("#difference-map").type(KeyCode.RIGHT).type(KeyCode.SPACE);
        waitUntil(() -> robot.lookup("#mix-view").tryQuery().isPresent());
        waitUntil(() -> String.valueOf(window.stage().getScene().getFocusOwner().getId())
                .startsWith("weight-"));
    }

    private void moveSlidersBetweenTwoSnapshots() throws Exception {
        robot.clickOn("#room-mix");
        robot.clickOn("#mix-store-a");
        Slider first = robot.lookup("#weight-first").query();
        double start = first.getValue();
        robot.interact(first::requestFocus);
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        assertThat(first.getValue()).isGreaterThan(start);
        double moved = first.getValue();
        robot.clickOn("#mix-store-b");
        robot.clickOn("#mix-recall-a");
        assertThat(robot.lookup("#weight-first").<Slider>query().getValue()).isEqualTo(start);
        robot.clickOn("#mix-recall-b");
        assertThat(robot.lookup("#weight-first").<Slider>query().getValue()).isEqualTo(moved);
        waitUntil(this::isMeasured);
    }

    private void searchWithAPause() throws Exception {
        robot.clickOn("#room-search");
        robot.interact(() -> {
            ComboBox<SearchPlan> methods = robot.lookup("#search-method").queryComboBox();
            methods.getItems().stream()
                    .filter(plan -> plan.id().equals("manifold"))
                    .findFirst()
                    .ifPresent(methods::setValue);
            robot.lookup("#search-evaluations").queryAs(TextField.class).setText("" + EVALUATIONS);
        });
        robot.clickOn("#search-start");
        robot.clickOn("#search-pause");
        waitUntil(() -> window.kitchen().search().pausedProperty().get()
                || !window.kitchen().search().runningProperty().get());
        if (onFx(() -> window.kitchen().search().runningProperty().get())) {
            robot.clickOn("#room-mix");
            robot.clickOn("#mix-recall-a");
            waitUntil(this::isMeasured);
            robot.clickOn("#room-search").clickOn("#search-pause");
        }
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
        assertThat(onFx(() -> status().evaluations())).isPositive();
        assertThat(label("#search-best")).startsWith("Best ");
        robot.clickOn("#room-mix");
        waitUntil(this::isMeasured);
    }

    private void compareTwoTrials() throws Exception {
        robot.clickOn("#room-trials");
        robot.interact(() -> {
            TableView<TrialRow> table = robot.lookup("#trials-table").queryTableView();
            table.getSelectionModel().clearAndSelect(0);
            table.getSelectionModel().select(1);
        });
        waitUntil(() -> robot.lookup("#comparison").tryQuery().isPresent());
        assertThat(label("#compare-second")).contains("Manifold mixing");
    }

    private void export() throws Exception {
        robot.clickOn("#room-export");
        Path soup = folder.resolve("soup.safetensors");
        robot.interact(
                () -> robot.lookup("#export-target").queryAs(TextField.class).setText(soup.toString()));
        robot.clickOn("#export-start");
        waitUntil(() -> robot.lookup("#export-proof").tryQuery().isPresent());
        assertThat(label("#export-proof")).startsWith("Saved equals live");
        assertThat(Files.size(soup)).isPositive();
    }

    private void saveAndReopen(Path file, String accuracy) throws Exception {
        robot.clickOn("#action-save");
        waitUntil(() -> !window.kitchen().session().unsavedProperty().get());
        Session before = onFx(() -> session());
        onFx(() -> window.kitchen().session().open(Session.EMPTY, Optional.empty()));
        onFx(() -> window.open(file));
        waitUntil(() -> session().ingredients().size() == 2 && isMeasured());
        assertThat(onFx(() -> session())).isEqualTo(before);
        robot.clickOn("#room-mix");
        assertThat(label("#mix-accuracy-validation")).isEqualTo(accuracy);
    }

    private Session session() {
        return window.kitchen().session().session();
    }

    private boolean isMeasured() {
        return window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE;
    }

    private SearchStatus status() {
        return window.kitchen().search().statusProperty().get();
    }

    private String label(String id) {
        return label(robot, id);
    }
}
