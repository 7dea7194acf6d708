package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.Constraints;
import org.stockpot.search.Optimiser;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.search.Compromise;
import org.stockpot.ui.search.SearchQueue;
import org.stockpot.ui.search.SearchStatus;
import org.testfx.api.FxRobot;

/** The search room, as a user works in it: real files, real engine, small networks. */
class SearchRoomWindowTest extends WindowTest {
    @TempDir
    private static Path folder;

    @Test
    void anEmptyRoomSaysWhatBelongsThere(FxRobot robot) {
        robot.clickOn("#room-search");
        assertThat(label(robot, "#search-why"))
                .isEqualTo("There is nothing to search: add ingredients to the library.");
        assertThat(button(robot, "#search-start").isDisabled()).isTrue();
        assertThat(label(robot, "#search-empty")).startsWith("No search yet. Choose a method");
    }

    @Test
    void aMethodThatLacksSomethingSaysWhatAndCannotStart(FxRobot robot) throws Exception {
        Session session = kitchen().withoutBase();
        open(session, Optional.empty());
        choose(robot, "wise-ft");
        assertThat(label(robot, "#search-why"))
                .isEqualTo(
                        "Needs a base model: add the model that the ingredients were finetuned from to the library.");
        assertThat(button(robot, "#search-start").isDisabled()).isTrue();
        choose(robot, "greedy");
        assertThat(label(robot, "#search-why")).isEmpty();
        assertThat(label(robot, "#search-about")).startsWith("Goes through the ingredients");
        assertThat(label(robot, "#search-needs")).isEqualTo("Needs validation images, labels.");
    }

    @Test
    void aSettingOutOfItsRangeIsMarkedAndExplained(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        choose(robot, "manifold");
        type(robot, "#setting-tau", "1.5");
        assertThat(label(robot, "#search-why")).isEqualTo("The setting “tau” is not within 0.9…1.");
        assertThat(button(robot, "#search-start").isDisabled()).isTrue();
        type(robot, "#setting-tau", "0.95");
        assertThat(button(robot, "#search-start").isDisabled()).isFalse();
        type(robot, "#search-minutes", "soon");
        assertThat(label(robot, "#search-why")).isEqualTo("“Minutes” is not a number that can be used here.");
    }

    @Test
    void anOptimiserBringsItsOwnSettings(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        choose(robot, "direct");
        robot.interact(() -> robot.lookup("#setting-optimiser")
                .<String>queryComboBox()
                .setValue(Optimiser.ids().get(4)));
        String setting = onFx(() -> firstOptimiserSetting(robot));
        assertThat(setting).startsWith("setting-optimiser-");
    }

    @Test
    void aFloorIsAddedToTheObjectiveAndTheRoomSaysWhatIsLookedAt(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        type(robot, "#search-floor-least", "60%");
        robot.interact(() -> button(robot, "#search-floor-add").fire());
        assertThat(objective(robot)).isEqualTo("accuracy where shifted>=0.6");
        assertThat(label(robot, "#search-objective-words"))
                .startsWith("Looks at validation, validation brightness 3, ");
        robot.interact(() ->
                robot.lookup("#search-objective").queryComboBox().getEditor().setText("test"));
        assertThat(label(robot, "#search-why")).contains("test and OOD sets are only reported");
    }

    @Test
    void aPinnedGroupKeepsItsWeights(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        List<String> groups = onFx(() -> window.kitchen()
                .opened()
                .openedProperty()
                .get()
                .orElseThrow()
                .groups()
                .names());
        onFx(() -> {
            Session now = window.kitchen().session().session();
            window.kitchen().session().cook("by hand", now.recipe().withWeights(byHand(groups.size())));
            window.kitchen()
                    .search()
                    .constraints()
                    .rows()
                    .get(0)
                    .pinnedProperty()
                    .set(true);
            return true;
        });
        assertThat(label(robot, "#search-constraints-words"))
                .isEqualTo(groups.get(0) + " stays as it is on the sliders");
        choose(robot, "direct");
        type(robot, "#search-evaluations", "12");
        robot.clickOn("#search-start");
        waitUntil(() -> status().evaluations() > 0
                && !window.kitchen().search().runningProperty().get());
        MixingWeights found =
                onFx(() -> window.kitchen().session().session().recipe().weights());
        assertThat(found.weight(0, 0)).isEqualTo(0.2);
        robot.interact(() -> robot.lookup("#search-constraints-pane")
                .queryAs(TitledPane.class)
                .setExpanded(true));
        robot.interact(() -> button(robot, "#search-constraints-clear").fire());
        assertThat(label(robot, "#search-constraints-words")).isEqualTo("Every layer group may change.");
    }

    @Test
    void groupsThatAreLinkedOnTheDeskKeepTheirProportionsOrSayWhyThatCannotBe(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        List<String> groups = onFx(() -> window.kitchen()
                .opened()
                .openedProperty()
                .get()
                .orElseThrow()
                .groups()
                .names());
        var linked = new Constraints(Set.of(), Map.of(), List.of(), List.of(Set.copyOf(groups.subList(0, 2))));
        onFx(() -> {
            window.kitchen().search().constraints().onDesk(() -> linked);
            window.kitchen().search().constraints().takeFromDesk();
            return true;
        });
        assertThat(label(robot, "#search-constraints-words"))
                .isEqualTo(
                        groups.get(0) + ", " + groups.get(1) + " keep the proportions that they have on the sliders");
        assertThat(onFx(() -> window.kitchen().search().constraints().constraints()))
                .isEqualTo(linked);
        onFx(() -> {
            Session now = window.kitchen().session().session();
            MixingWeights weights = byHand(groups.size()).withWeight(0, 1, 0);
            window.kitchen().session().cook("by hand", now.recipe().withWeights(weights));
            return true;
        });
        assertThat(label(robot, "#search-constraints-words"))
                .contains("which have no proportion to keep: move one of the sliders, or unlink the groups.");
        assertThat(onFx(() -> button(robot, "#search-start").isDisabled())).isTrue();
    }

    @Test
    void theTimeIsToldWithoutBeingAskedFor(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        waitUntil(() -> label(robot, "#search-forecast").startsWith("At most about "));
        choose(robot, "manifold");
        type(robot, "#search-evaluations", "77");
        waitUntil(() -> label(robot, "#search-forecast").contains("there are at most 77"));
    }

    @Test
    void theBestMixIsTakenOverByHandAndGivenBack(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        choose(robot, "direct");
        type(robot, "#search-evaluations", "100000");
        type(robot, "#setting-evaluations-per-dimension", "10000");
        robot.interact(() ->
                robot.lookup("#setting-whole-budget").queryAs(CheckBox.class).setSelected(true));
        robot.clickOn("#search-start");
        waitUntil(() -> !Double.isNaN(status().best()));
        robot.clickOn("#search-by-hand");
        assertThat(label(robot, "#search-hand")).startsWith("The best mix so far, at ");
        waitUntil(() -> status().phase().equals("paused; the sliders are yours"));
        onFx(() -> {
            Session now = window.kitchen().session().session();
            window.kitchen()
                    .session()
                    .cook(
                            "by hand",
                            now.recipe()
                                    .withWeights(byHand(now.recipe().weights().groups())));
            return true;
        });
        robot.clickOn("#search-take-over");
        waitUntil(() -> !window.kitchen().search().pausedProperty().get());
        waitUntil(() -> status().decisions()
                .contains("By hand: Direct search begins again at the mix on the desk, with what is left of the"
                        + " budget."));
        robot.clickOn("#search-cancel");
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
    }

    @Test
    void theQueueIsReordered(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        CountDownLatch release = holdTheDevice();
        choose(robot, "manifold");
        type(robot, "#search-evaluations", "5");
        robot.clickOn("#search-start");
        choose(robot, "uniform");
        robot.clickOn("#search-start");
        choose(robot, "greedy");
        robot.clickOn("#search-start");
        assertThat(button(robot, "#search-start").getText()).isEqualTo("Add to the queue");
        robot.clickOn("#search-queue-up-2");
        assertThat(onFx(() -> window.kitchen().search().queue().waiting()))
                .extracting(SearchQueue.Waiting::title)
                .containsExactly("Greedy soup", "Uniform soup");
        assertThat(label(robot, "#search-queue-1")).isEqualTo("Greedy soup · accuracy · 5 evaluations · seed 1");
        robot.clickOn("#search-queue-remove-2").clickOn("#search-queue-remove-1");
        release.countDown();
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
    }

    @Test
    void compromisesAreListedAndOneIsPutOnTheDesk(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        choose(robot, "pareto");
        type(robot, "#setting-population", "6");
        type(robot, "#setting-generations", "1");
        robot.clickOn("#search-start");
        waitUntil(() -> !window.kitchen().search().frontProperty().get().isEmpty());
        TableView<Compromise> front = robot.lookup("#search-front").queryTableView();
        assertThat(onFx(() -> front.getItems().size())).isPositive();
        Compromise last = onFx(() -> front.getItems().get(front.getItems().size() - 1));
        robot.interact(() -> front.getSelectionModel().select(last));
        robot.clickOn("#search-front-take");
        assertThat(onFx(() -> window.kitchen().session().session().recipe()))
                .isEqualTo(last.trial().recipe());
    }

    @Test
    void whyAnIngredientIsInOrOutIsATable(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        choose(robot, "greedy");
        robot.clickOn("#search-start");
        waitUntil(() -> status().evaluations() > 1
                && !window.kitchen().search().runningProperty().get());
        robot.clickOn("#tab-search-decisions");
        TableView<?> table = robot.lookup("#search-decision-table").queryTableView();
        assertThat(onFx(() -> table.getItems().size()))
                .isEqualTo(onFx(() -> status().decisions().size()))
                .isPositive();
        assertThat(onFx(() -> table.getColumns().get(1).getCellData(0))).isEqualTo("start of the mix");
    }

    @Test
    void aSearchThatDidNotEndIsOfferedWhenItsSessionIsOpened(FxRobot robot) throws Exception {
        Session session = kitchen();
        Path place = Files.createDirectories(folder.resolve("unfinished"));
        Session hashed = session;
        for (Source source : session.sources()) {
            hashed = hashed.withSha256(Map.of(source.path(), workbench.io().call(workbench.sha256(source.path()))));
        }
        var order = new SearchOrder(
                SearchPlan.standard("direct"),
                new Budget(3, Duration.ofMinutes(5)),
                Savings.ALL,
                7,
                Optional.of(place.resolve("night.jsonl")),
                false);
        workbench.device().call(workbench.search(hashed, order, SearchListener.NONE));
        Path file = place.resolve("s.stockpot.json");
        SessionFile.write(hashed, file);
        open(SessionFile.read(file), Optional.of(file));
        waitUntil(() -> robot.lookup("#notice-remedy").queryButton().isVisible());
        assertThat(label(robot, "#notice-text"))
                .isEqualTo("Direct search: night.jsonl remembers 3 evaluations of a search over these ingredients that"
                        + " did not end. It goes on to the end of its method; cancel it when it is good enough.");
        robot.clickOn("#notice-remedy");
        waitUntil(() -> status().evaluations() > 3);
        robot.clickOn("#search-cancel");
        waitUntil(() -> !window.kitchen().search().runningProperty().get());
    }

    @Test
    void aCookedCheckpointBecomesAnIngredient(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        robot.clickOn("#search-kind-checkpoint");
        assertThat(label(robot, "#cook-why")).isEqualTo("Name the file to write.");
        Path wanted = folder.resolve("cooked");
        type(robot, "#cook-target", wanted.toString());
        robot.clickOn("#cook-start");
        waitUntil(() -> window.kitchen().session().session().ingredients().size() == 3);
        assertThat(folder.resolve("cooked.safetensors")).exists();
        assertThat(robot.lookup("#cook-result").queryParent().lookupAll(".label"))
                .extracting(node -> ((Label) node).getText())
                .anyMatch(text -> text.startsWith("validation: average "));
        robot.clickOn("#cook-start");
        waitUntil(() -> robot.lookup("#cook-overwrite").queryButton().isVisible());
        robot.clickOn("#cook-keep");
        assertThat(button(robot, "#cook-start").isDisabled()).isFalse();
    }

    @Test
    void whatIsTypedWhileACheckpointIsCookedDoesNotOutliveTheReasonToWait(FxRobot robot) throws Exception {
        open(kitchen(), Optional.empty());
        robot.clickOn("#search-kind-checkpoint");
        type(robot, "#cook-target", folder.resolve("slow").toString());
        CountDownLatch release = holdTheDevice();
        robot.clickOn("#cook-start");
        waitUntil(() -> label(robot, "#cook-why").equals("Cooking…"));
        assertThat(button(robot, "#cook-start").isDisabled()).isTrue();
        type(robot, "#cook-target", folder.resolve("next").toString());
        assertThat(label(robot, "#cook-why")).isEqualTo("Cooking…");
        release.countDown();
        waitUntil(() -> window.kitchen().session().session().ingredients().size() == 3);
        waitUntil(() -> label(robot, "#cook-why").isEmpty());
        assertThat(button(robot, "#cook-start").isDisabled()).isFalse();
    }

    @Test
    void whatACookedCheckpointLacksFollowsTheSession(FxRobot robot) throws Exception {
        Session kitchen = kitchen();
        open(kitchen, Optional.empty());
        robot.clickOn("#search-kind-checkpoint");
        for (int round = 0; round < 2; round++) {
            onFx(() -> window.kitchen().session().edit(now -> now.withData(List.of())));
            assertThat(label(robot, "#cook-why"))
                    .isEqualTo("Needs validation images: add a validation set under Data.");
            onFx(() -> window.kitchen().session().edit(now -> now.withData(kitchen.data())));
            assertThat(label(robot, "#cook-why")).isEqualTo("Name the file to write.");
        }
    }

    private static String firstOptimiserSetting(FxRobot robot) {
        return robot.lookup(node -> node.getId() != null && node.getId().startsWith("setting-optimiser-"))
                .query()
                .getId();
    }

    private static MixingWeights byHand(int groups) {
        return MixingWeights.uniform(2, groups).withIngredient(0, 0.2).withIngredient(1, 0.8);
    }

    private Session kitchen() throws StockpotException {
        return new TinyKitchen(folder).session(workbench, 100).removed(2);
    }

    private void open(Session session, Optional<Path> file) throws Exception {
        onFx(() -> {
            window.kitchen().session().open(session, file);
            window.enter("search");
            return null;
        });
        awaitReading();
    }

    private static void choose(FxRobot robot, String id) {
        robot.interact(() -> {
            ComboBox<SearchPlan> methods = robot.lookup("#search-method").queryComboBox();
            methods.getItems().stream()
                    .filter(plan -> plan.id().equals(id))
                    .findFirst()
                    .ifPresent(methods::setValue);
        });
    }

    private static String objective(FxRobot robot) {
        return robot.lookup("#search-objective").queryComboBox().getEditor().getText();
    }

    private SearchStatus status() {
        return window.kitchen().search().statusProperty().get();
    }
}
