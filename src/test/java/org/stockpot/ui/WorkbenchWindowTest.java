package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.cli.CommandLineProgram;
import org.stockpot.cli.Surroundings;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.search.Goal;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.charts.SessionCharts;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchStatus;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** What a user does, through the window: real files, real engine, small networks. */
class WorkbenchWindowTest extends WindowTest {
    private static final int IMAGES = 48;

    @TempDir
    private static Path folder;

    private static Path base;
    private static Path first;
    private static Path second;
    private static List<DataRef> data;

    @BeforeAll
    static void cook() throws StockpotException {
        var kitchen = new TinyKitchen(folder);
        base = kitchen.checkpoint("base", 1);
        first = kitchen.checkpoint("first", 11);
        second = kitchen.checkpoint("second", 12);
        data = List.of(
                kitchen.images(Role.VALIDATION, "validation", IMAGES),
                kitchen.images(Role.TEST, "test", IMAGES),
                kitchen.images(Role.OOD, "other", IMAGES));
    }

    @Test
    void filesDroppedOnTheWindowAreListedAndARefusedOneIsNamed(FxRobot robot) throws Exception {
        Path broken = Files.write(folder.resolve("broken.safetensors"), new byte[] {1, 2, 3});
        onFx(() -> window.dropped(List.of(first, broken, second)));
        waitUntil(() -> robot.lookup("#ingredient-second-name").tryQuery().isPresent());
        assertThat(label(robot, "#ingredient-first-name")).isEqualTo("first");
        assertThat(label(robot, "#ingredient-second-name")).isEqualTo("second");
        assertThat(window.kitchen().session().session().ingredients()).hasSize(2);
        assertThat(label(robot, "#notice-text")).contains("broken.safetensors");
    }

    @Test
    void theIndexOfSeveralFilesIsNoSession(FxRobot robot) throws Exception {
        Path index = Path.of(
                "src", "test", "resources", "checkpoint", "sharded_safetensors", "model.safetensors.index.json");
        onFx(() -> window.dropped(List.of(index)));
        waitUntil(() ->
                robot.lookup("#ingredient-sharded-safetensors-name").tryQuery().isPresent());
        assertThat(label(robot, "#ingredient-sharded-safetensors-name")).isEqualTo("sharded_safetensors");
    }

    @Test
    void aFileWithStrangersIsTakenInByTheButtonOfItsNotice(FxRobot robot) throws Exception {
        Path strangers = Path.of("src", "test", "resources", "checkpoint", "torch_strangers_2.7.pt");
        onFx(() -> window.dropped(List.of(strangers)));
        waitUntil(() -> robot.lookup("#notice-remedy").queryButton().isVisible());
        assertThat(label(robot, "#notice-text")).contains("argparse.Namespace");
        assertThat(window.kitchen().session().session().ingredients()).isEmpty();
        robot.clickOn("#notice-remedy");
        waitUntil(() ->
                robot.lookup("#ingredient-torch-strangers-2-7-name").tryQuery().isPresent());
        assertThat(window.kitchen().session().session().ingredients())
                .singleElement()
                .matches(Source::weightsOnly);
    }

    @Test
    void aCardCountsWhatIsWorthKnowingAndListsIt(FxRobot robot) throws Exception {
        Path broken = new TinyKitchen(folder)
                .spoilt("broken", 13, Map.of("model.visual.proj", List.of(Float.POSITIVE_INFINITY)));
        onFx(() -> window.dropped(List.of(first, broken)));
        waitUntil(() -> robot.lookup("#ingredient-broken-findings").tryQuery().isPresent()
                && robot.lookup("#ingredient-broken-findings")
                        .queryButton()
                        .getStyleClass()
                        .contains("error"));
        robot.clickOn("#ingredient-broken-findings");
        waitUntil(() ->
                robot.lookup("#ingredient-broken-findings-list").tryQuery().isPresent());
        assertThat(robot.lookup("#ingredient-broken-findings-list")
                        .queryParent()
                        .lookupAll(".label"))
                .extracting(node -> ((Label) node).getText())
                .contains("1 value is NaN or infinite: model.visual.proj (1 infinite).");
        robot.clickOn("#ingredient-broken-findings-allow");
        waitUntil(() -> robot.lookup("#ingredient-broken-findings")
                .queryButton()
                .getStyleClass()
                .contains("warning"));
        waitUntil(() -> window.kitchen().session().session().sources().stream()
                .allMatch(source -> source.sha256().isPresent()));
    }

    @Test
    void movingASliderShowsTheAccuracyThatTheCommandLineWouldPrint(FxRobot robot) throws Exception {
        openKitchen();
        waitUntil(this::isMeasured);
        String before = label(robot, "#mix-accuracy-validation");

        Slider slider = robot.lookup("#weight-first").query();
        robot.interact(slider::requestFocus);
        for (int step = 0; step < 4; step++) {
            robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        }
        assertThat(slider.getValue()).isGreaterThan(0.85);
        waitUntil(this::isMeasured);

        List<String> printed =
                printedByTheCommandLine(onFx(() -> window.kitchen().session().session()));
        for (Role role : List.of(Role.VALIDATION, Role.TEST)) {
            String accuracy = label(robot, "#mix-accuracy-" + role.id()).replace(" %", "");
            String interval = label(robot, "#mix-interval-" + role.id());
            assertThat(printed)
                    .anySatisfy(line -> assertThat(line).contains(" " + role.id() + " ", accuracy, interval));
        }
        assertThat(before).isNotEqualTo("–");
        assertThat(label(robot, "#mix-reading-state")).startsWith("This mix, from ");
    }

    @Test
    void dataSayHowImagesArePreparedAndTheNetworkWhatWasFoundOutAboutIt(FxRobot robot) throws Exception {
        openKitchen();
        robot.clickOn("#room-data");
        waitUntil(() -> robot.lookup("#data-images").queryLabeled().isVisible());
        assertThat(label(robot, "#data-images"))
                .isEqualTo("Images: 8 × 8, bicubic, mean 0.5, deviation 0.5, as is usual for such a network");
        waitUntil(() -> window.kitchen()
                .opened()
                .openedProperty()
                .get()
                .flatMap(known -> known.network().reason())
                .filter(reason -> reason.startsWith("probed: "))
                .isPresent());
        assertThat(robot.lookup("#data-images").queryLabeled().getTooltip().getText())
                .contains("GELU (probed: ", "assumed: 1 attention head of 64 values");
        assertThat(label(robot, "#status-facts")).endsWith("GELU");
    }

    @Test
    void aDragOfASliderIsOneStepToUndo(FxRobot robot) throws Exception {
        openKitchen();
        Slider slider = robot.lookup("#weight-first").query();
        double start = slider.getValue();
        Node thumb = slider.lookup(".thumb");
        robot.drag(thumb).moveBy(10, 0).moveBy(10, 0).moveBy(10, 0).drop();
        assertThat(slider.getValue()).isNotEqualTo(start);
        assertThat(onFx(() -> window.kitchen().session().historyProperty().get().past()))
                .hasSize(1);
        robot.clickOn("#action-undo");
        assertThat(slider.getValue()).isEqualTo(start);
    }

    @Test
    void aSearchMaximisesTheObjectiveThatIsEntered(FxRobot robot) throws Exception {
        openKitchen();
        robot.clickOn("#room-search");
        ComboBox<String> objective = robot.lookup("#search-objective").queryComboBox();
        assertThat(onFx(() -> objective.getEditor().getText())).isEqualTo("accuracy");
        ComboBox<SearchPlan> method = robot.lookup("#search-method").queryComboBox();
        robot.interact(() -> method.setValue(method.getItems().stream()
                .filter(plan -> plan.title().equals("Shift-aware manifold mixing"))
                .findFirst()
                .orElseThrow()));
        assertThat(onFx(() -> objective.getEditor().getText())).isEqualTo("0.5*accuracy+0.5*shifted");
        robot.interact(() -> {
            objective.getEditor().setText("negative-cross-entropy");
            robot.lookup("#search-evaluations").queryAs(TextField.class).setText("5");
        });
        robot.clickOn("#search-start");
        waitUntil(() -> status().evaluations() >= 2
                && !window.kitchen().search().runningProperty().get());
        assertThat(onFx(() -> status().goal())).isEqualTo(Goal.NEGATIVE_CROSS_ENTROPY);
        assertThat(onFx(() -> status().best())).isNegative();
        assertThat(label(robot, "#search-best")).startsWith("Best -").doesNotContain("%");
    }

    @Test
    void aTestSetBecomesAFamilyOfOodSetsAndCopiesBetweenSetsAreLeftOut(FxRobot robot) throws Exception {
        openKitchen();
        robot.clickOn("#room-data");
        robot.clickOn("#data-shifts");
        waitUntil(() -> robot.lookup("#shift-sheet").queryAs(ImageView.class).getImage() != null);
        waitUntil(() -> robot.lookup("#shift-grayscale").query().isDisabled());
        robot.clickOn("#shift-all").clickOn("#shift-fog");
        robot.clickOn("#shift-add");
        assertThat(onFx(() -> window.kitchen().session().session().data()))
                .extracting(DataRef::name)
                .contains("test fog 1", "test fog 3", "test fog 5")
                .hasSize(6);
        DataRef copied = data.get(1).withRole(Role.VALIDATION).withName("copied");
        onFx(() -> window.kitchen().session().edit(now -> now.withData(List.of(copied, data.get(2), data.get(1)))));
        robot.clickOn("#data-leaks");
        waitUntil(() ->
                robot.lookup("#leak-headline").queryAs(Label.class).getText().startsWith(IMAGES + " pairs of copies"));
        robot.clickOn("#leak-show");
        waitUntil(() -> robot.lookup("#copies-sheet").tryQuery().isPresent());
    }

    @Test
    void aCancelledSearchLeavesItsBestMixOnTheSliders(FxRobot robot) throws Exception {
        openKitchen();
        robot.clickOn("#room-search");
        robot.interact(() ->
                robot.lookup("#search-evaluations").queryAs(TextField.class).setText("100000"));
        robot.clickOn("#search-start");
        waitUntil(() -> status().evaluations() >= 3 && !Double.isNaN(status().best()));
        robot.clickOn("#search-cancel");
        waitUntil(() -> !window.kitchen().search().runningProperty().get());

        double best = onFx(() -> status().best());
        Session after = onFx(() -> window.kitchen().session().session());
        Trial measured = measuredElsewhere(after);
        assertThat(measured.evaluation(Role.VALIDATION).orElseThrow().accuracy())
                .isEqualTo(best);
        List<Double> shown = new ArrayList<>();
        robot.clickOn("#room-mix");
        for (String name : List.of("first", "second")) {
            Button opener = robot.lookup("#weight-" + name + "-groups").query();
            robot.interact(opener::fire);
            String id = "#weight-" + name + "-" + "model-visual";
            shown.add(robot.lookup(id).queryAs(Slider.class).getValue());
        }
        int group = 0;
        while (!window.kitchen()
                .opened()
                .openedProperty()
                .get()
                .orElseThrow()
                .groups()
                .names()
                .get(group)
                .equals("model.visual")) {
            group++;
        }
        assertThat(shown)
                .containsExactly(
                        after.recipe().weights().weight(0, group),
                        after.recipe().weights().weight(1, group));
    }

    @Test
    void theExportedFileExistsAndReopens(FxRobot robot) throws Exception {
        openKitchen();
        robot.clickOn("#room-export");
        Path wanted = folder.resolve("soup");
        robot.interact(
                () -> robot.lookup("#export-target").queryAs(TextField.class).setText(wanted.toString()));
        robot.clickOn("#export-start");
        Path written = folder.resolve("soup.safetensors");
        waitUntil(() -> robot.lookup("#export-sha256").tryQuery().isPresent());
        assertThat(written).exists();
        assertThat(robot.lookup("#export-sha256").queryAs(TextField.class).getText())
                .isEqualTo(Sha256.of(written, (done, total) -> {}));
        try (Checkpoint soup = Checkpoints.open(written);
                Checkpoint ingredient = Checkpoints.open(first)) {
            assertThat(soup.specs()).isEqualTo(ingredient.specs());
        }
        assertThat(label(robot, "#export-proof"))
                .isEqualTo("Saved equals live: on 144 images of 3 data sets every logit is the same, bit for bit.");
        assertThat(folder.resolve("soup.safetensors.md")).content().contains("# soup", "| first | ingredient | ");
        Files.delete(written);
        Files.delete(folder.resolve("soup.safetensors.md"));
    }

    @Test
    void aReportIsWrittenAndItsPlaceIsTold() throws Exception {
        openKitchen();
        Path written = folder.resolve("report.html");
        Platform.runLater(() -> window.kitchen().export().report(folder.resolve("report")));
        waitUntil(() -> Files.exists(written)
                && !window.kitchen().export().runningProperty().get());
        assertThat(written).content().contains("<h1>Model soup report: The mix</h1>", ">first</th>");
        assertThat(folder.resolve("report.md")).content().contains("# Model soup report: The mix");
        Files.delete(written);
        Files.delete(folder.resolve("report.md"));
    }

    @Test
    void theCardIsShownBeforeTheExportAndAMissingNameIsTold(FxRobot robot) throws Exception {
        openKitchen();
        robot.clickOn("#room-export");
        assertThat(label(robot, "#export-why")).isEqualTo("Name the file to write.");
        assertThat(robot.lookup("#export-start").query().isDisabled()).isTrue();
        robot.clickOn("#export-card-preview");
        waitUntil(() -> robot.lookup("#export-card-text")
                .queryAs(TextArea.class)
                .getText()
                .contains("# soup"));
        assertThat(robot.lookup("#export-card-text").query().isVisible()).isTrue();
    }

    @Test
    void everyControlHasAnId(FxRobot robot) throws Exception {
        openKitchen();
        waitUntil(this::isMeasured);
        for (String room : onFx(() -> window.rooms())) {
            robot.clickOn("#room-" + room);
            List<String> nameless = onFx(() -> window.stage().getScene().getRoot().lookupAll("*").stream()
                    .filter(WorkbenchWindowTest::isOperated)
                    .filter(node -> node.getId() == null)
                    .map(Node::toString)
                    .toList());
            assertThat(nameless).as(room).isEmpty();
        }
    }

    /** Controls that a user operates, without the parts that other controls are made of. */
    private static boolean isOperated(Node node) {
        boolean operated = node instanceof ButtonBase
                || node instanceof Slider
                || node instanceof TextInputControl
                || node instanceof ComboBoxBase
                || node instanceof Spinner;
        for (Node part = node.getParent(); operated && part != null; part = part.getParent()) {
            operated = !(part instanceof ComboBoxBase || part instanceof Spinner || part instanceof ScrollBar);
        }
        return operated;
    }

    private void openKitchen() throws Exception {
        Session session = session(base, List.of(first, second)).withData(data);
        open(session);
        waitUntil(() -> window.kitchen().opened().openedProperty().get().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** The table of {@code evaluate}, for the same session. */
    private static List<String> printedByTheCommandLine(Session session) throws StockpotException {
        Path file = folder.resolve("same.stockpot.json");
        SessionFile.write(session, file);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                folder,
                TinyKitchen::workbench,
                Optional.empty(),
                SessionCharts::draw);
        int code = CommandLineProgram.run(surroundings, new String[] {"evaluate", "--session", file.toString()});
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** By a workbench of its own. */
    private static Trial measuredElsewhere(Session session) throws StockpotException {
        try (Workbench other = TinyKitchen.workbench()) {
            return other.device().call(other.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        }
    }

    private boolean isMeasured() {
        return window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE;
    }

    private SearchStatus status() {
        return window.kitchen().search().statusProperty().get();
    }
}
