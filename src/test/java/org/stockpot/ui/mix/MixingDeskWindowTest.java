package org.stockpot.ui.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.MainWindow;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The desk with twelve ingredients in 26 layer groups, as wide as it is in a small window. */
@ExtendWith(ApplicationExtension.class)
class MixingDeskWindowTest {
    private static final int INGREDIENTS = 12;
    private static final List<String> GROUPS = IntStream.range(0, 26)
            .mapToObj(block -> String.format(Locale.ROOT, "visual.blocks.%d", block))
            .toList();

    private final SessionModel session = new SessionModel();
    private MixModel mix;
    private Optional<Stage> opened = Optional.empty();

    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @Start
    void open(Stage primary) {
        // The one that all tests share keeps the size that others gave it.
        var stage = new Stage();
        List<Source> ingredients = IntStream.rangeClosed(1, INGREDIENTS)
                .mapToObj(number -> new Source("m" + number, Path.of("m" + number + ".safetensors"), "" + number))
                .toList();
        mix = new MixModel(session, new SimpleObjectProperty<>(), now -> Optional.of(opened(now)));
        session.open(
                Session.EMPTY.withIngredients(ingredients).withBase(new Source("base", Path.of("base.pt"), "0")),
                Optional.empty());
        var appearance = new Appearance(Theme.LIGHT);
        var scene =
                new Scene(new MixView(mix, new Swatches(), appearance.themeProperty(), new Label("readout")), 560, 640);
        appearance.dress(scene);
        scene.getStylesheets()
                .add(Objects.requireNonNull(MainWindow.class.getResource("workbench.css"))
                        .toExternalForm());
        stage.setScene(scene);
        stage.show();
        opened = Optional.of(stage);
    }

    @AfterEach
    void close() {
        onFx(() -> {
            opened.ifPresent(Stage::hide);
            return null;
        });
    }

    @Test
    void aDragOfAFaderMovesOneWeightInOneStep(FxRobot robot) {
        desk(robot);
        robot.drag(fader(robot, "#desk-m2", 1)).moveBy(0, -5).moveBy(0, -5).drop();
        assertThat(weight(1, 1)).isGreaterThan(1.0 / INGREDIENTS);
        assertThat(weight(1, 2)).isEqualTo(1.0 / INGREDIENTS);
        assertThat(label(robot, "#desk-line")).startsWith("m2 · visual.blocks.1: weight 0.1");
        assertThat(session.historyProperty().get().past()).hasSize(1);
        assertThat(session.historyProperty().get().past().get(0).name()).startsWith("m2 visual.blocks.1: 0.083 → 0.1");
    }

    @Test
    void keysGoFromFaderToFaderAndMoveThem(FxRobot robot) {
        desk(robot);
        robot.clickOn(fader(robot, "#desk-m1", 0));
        robot.type(KeyCode.RIGHT).type(KeyCode.UP);
        assertThat(weight(0, 1)).isCloseTo(1.0 / INGREDIENTS + 0.01, within(1e-9));
        robot.press(KeyCode.SHIFT).type(KeyCode.UP).release(KeyCode.SHIFT);
        robot.press(KeyCode.SHORTCUT).type(KeyCode.DOWN).release(KeyCode.SHORTCUT);
        assertThat(weight(0, 1)).isCloseTo(1.0 / INGREDIENTS + 0.109, within(1e-9));
        robot.type(KeyCode.PAGE_DOWN).type(KeyCode.UP);
        assertThat(weight(1, 1)).isCloseTo(1.0 / INGREDIENTS + 0.01, within(1e-9));
        robot.type(KeyCode.DELETE);
        assertThat(weight(1, 1)).isEqualTo(1.0 / INGREDIENTS);
        FaderStrip strip = robot.lookup("#desk-m2").query();
        assertThat(onFx(() -> strip.getAccessibleRole())).isEqualTo(AccessibleRole.SLIDER);
        assertThat(onFx(() -> strip.queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .isEqualTo("m2 · visual.blocks.1: weight 0.083, share 7.5 %");
    }

    @Test
    void aNumberIsTypedAndWhatIsNoneIsMarkedAndExplained(FxRobot robot) {
        desk(robot);
        robot.clickOn(fader(robot, "#desk-m1", 3));
        robot.write("0.5").type(KeyCode.ENTER);
        assertThat(weight(0, 3)).isEqualTo(0.5);
        assertThat(robot.lookup("#desk-m1").query().isFocused()).isTrue();
        robot.type(KeyCode.ENTER).write("half").type(KeyCode.ENTER);
        assertThat(weight(0, 3)).isEqualTo(0.5);
        TextInputControl field = robot.lookup("#desk-value").query();
        assertThat(field.getText()).isEqualTo("half");
        assertThat(field.getPseudoClassStates())
                .extracting(state -> state.getPseudoClassName())
                .contains("invalid");
        assertThat(label(robot, "#mix-hint")).startsWith("\"half\" is no weight: type a number such as 0.3");
        robot.type(KeyCode.ESCAPE);
        assertThat(field.getText()).isEqualTo("0.500");
    }

    @Test
    void theWheelMovesOnlyWhatHasTheFocus(FxRobot robot) {
        desk(robot);
        robot.moveTo(fader(robot, "#desk-m1", 3)).scroll(1, VerticalDirection.UP);
        assertThat(weight(0, 3)).isEqualTo(1.0 / INGREDIENTS);
        robot.clickOn(fader(robot, "#desk-m1", 3)).scroll(1, VerticalDirection.UP);
        assertThat(Math.abs(weight(0, 3) - 1.0 / INGREDIENTS)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void aDoubleClickAndAClickWithAltReset(FxRobot robot) {
        desk(robot);
        onFx(() -> {
            mix.hand().setWeight(0, 3, 0.7);
            mix.hand().setWeight(1, 3, 0.7);
            return null;
        });
        robot.doubleClickOn(fader(robot, "#desk-m1", 3));
        assertThat(weight(0, 3)).isEqualTo(1.0 / INGREDIENTS);
        robot.press(KeyCode.ALT).clickOn(fader(robot, "#desk-m2", 3)).release(KeyCode.ALT);
        assertThat(weight(1, 3)).isEqualTo(1.0 / INGREDIENTS);
    }

    @Test
    void headsStayWhileColumnsScroll(FxRobot robot) {
        desk(robot);
        ScrollBar columns = robot.lookup("#desk-columns").query();
        Node strip = robot.lookup("#desk-m1").query();
        Node master = robot.lookup("#desk-m1-master").query();
        assertThat(columns.isVisible()).isTrue();
        Bounds before = screen(strip);
        Bounds still = screen(master);
        robot.clickOn(fader(robot, "#desk-m1", 0)).type(KeyCode.END);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(screen(strip).getMinX()).isLessThan(before.getMinX());
        assertThat(screen(master)).isEqualTo(still);
        assertThat(label(robot, "#desk-line")).startsWith("m1 · visual.blocks.25");
        robot.type(KeyCode.UP);
        assertThat(weight(0, 25)).isGreaterThan(1.0 / INGREDIENTS);
    }

    @Test
    void aPinnedGroupStaysAndTheDeskSaysWhy(FxRobot robot) {
        desk(robot);
        robot.clickOn("#group-visual-blocks-2-pin")
                .clickOn(fader(robot, "#desk-m1", 2))
                .type(KeyCode.UP);
        assertThat(weight(0, 2)).isEqualTo(1.0 / INGREDIENTS);
        assertThat(label(robot, "#mix-hint"))
                .isEqualTo("visual.blocks.2: what was to move is locked. Unlock it first.");
        assertThat(mix.constraintsProperty().get().pinned()).containsExactly("visual.blocks.2");
    }

    @Test
    void muteAndSoloFollowUndo(FxRobot robot) {
        desk(robot);
        robot.clickOn("#strip-m2-mute");
        assertThat(weight(1, 0)).isZero();
        assertThat(selected(robot, "#strip-m2-mute")).isTrue();
        onFx(() -> {
            session.undo();
            return null;
        });
        assertThat(weight(1, 0)).isEqualTo(1.0 / INGREDIENTS);
        assertThat(selected(robot, "#strip-m2-mute")).isFalse();
        robot.clickOn("#strip-m3-solo");
        assertThat(weight(0, 0)).isZero();
        assertThat(weight(2, 0)).isEqualTo(1.0 / INGREDIENTS);
    }

    @Test
    void snapshotsAreKeptAndSwappedByAKeyAndTheSavedMixIsSeenWhileOneIsHeld(FxRobot robot) {
        robot.clickOn("#mix-store-a");
        onFx(() -> {
            mix.only(4);
            return null;
        });
        robot.clickOn("#mix-store-b").type(KeyCode.X);
        assertThat(weight(0, 0)).isEqualTo(1.0 / INGREDIENTS);
        assertThat(selected(robot, "#mix-recall-a")).isTrue();
        robot.type(KeyCode.X);
        assertThat(weight(4, 0)).isEqualTo(1);
        assertThat(robot.lookup("#weight-m5-changed").query().isVisible()).isTrue();
        robot.press(KeyCode.BACK_SLASH);
        assertThat(weight(4, 0)).isEqualTo(1.0 / INGREDIENTS);
        robot.release(KeyCode.BACK_SLASH);
        assertThat(weight(4, 0)).isEqualTo(1);
    }

    @Test
    void theMixIsSaidInWordsAndCopied(FxRobot robot) {
        onFx(() -> {
            mix.only(0);
            return null;
        });
        assertThat(label(robot, "#mix-words-line")).isEqualTo("all 26 groups: 100 % m1");
        robot.clickOn("#mix-words-open");
        assertThat(label(robot, "#mix-words-text")).startsWith("Every tensor is the weighted mean");
        robot.clickOn("#mix-words-copy");
        assertThat(onFx(() -> Clipboard.getSystemClipboard().getString())).contains("all 26 groups: 100 % m1");
    }

    @Test
    void theSavedMixIsSeenWhileTheButtonIsHeldAndThereIsNothingToUndo(FxRobot robot) {
        onFx(() -> {
            mix.only(4);
            return null;
        });
        robot.moveTo("#mix-peek").press(MouseButton.PRIMARY);
        assertThat(weight(4, 0)).isEqualTo(1.0 / INGREDIENTS);
        robot.release(MouseButton.PRIMARY);
        assertThat(weight(4, 0)).isEqualTo(1);
        assertThat(session.historyProperty().get().past()).hasSize(1);
    }

    @Test
    void aDoubleClickOnTheNameOfAStripResetsIt(FxRobot robot) {
        onFx(() -> {
            mix.hand().setMaster(0, 0.7);
            return null;
        });
        robot.doubleClickOn("#weight-m1-name");
        assertThat(weight(0, 0)).isEqualTo(1.0 / INGREDIENTS);
        onFx(() -> {
            mix.hand().setMaster(0, 0.7);
            return null;
        });
        desk(robot);
        robot.doubleClickOn("#desk-m1-name");
        assertThat(weight(0, 0)).isEqualTo(1.0 / INGREDIENTS);
    }

    @Test
    void keysOfTheListGoOnFromValuesOutsideTheSlider(FxRobot robot) {
        onFx(() -> {
            mix.hand().setMaster(0, -0.3);
            robot.lookup("#weight-m1").query().requestFocus();
            return null;
        });
        robot.type(KeyCode.RIGHT);
        assertThat(weight(0, 0)).isCloseTo(-0.29, within(1e-9));
    }

    @Test
    void aSliderOfTheListIsFineWithCtrlAndResetsWithAlt(FxRobot robot) {
        Slider slider = robot.lookup("#weight-m1").query();
        robot.press(KeyCode.SHORTCUT);
        robot.moveTo(slider)
                .press(MouseButton.PRIMARY)
                .moveBy(10, 0)
                .moveBy(10, 0)
                .release(MouseButton.PRIMARY);
        robot.release(KeyCode.SHORTCUT);
        assertThat(weight(0, 0)).isBetween(1.0 / INGREDIENTS + 0.005, 1.0 / INGREDIENTS + 0.06);
        assertThat(session.historyProperty().get().past()).hasSize(1);
        robot.press(KeyCode.ALT).clickOn(slider).release(KeyCode.ALT);
        assertThat(weight(0, 0)).isEqualTo(1.0 / INGREDIENTS);
    }

    @Test
    void aCurveIsKeptUnderANameFoundInTheMenuRenamedAndDeleted(FxRobot robot) {
        onFx(() -> {
            mix.hand().setWeight(0, 0, 0.4);
            robot.lookup("#mix-presets").queryAs(MenuButton.class).getItems().stream()
                    .filter(item -> "mix-own-curves".equals(item.getId()))
                    .forEach(MenuItem::fire);
            return null;
        });
        robot.clickOn("#curves-name").write("first layer").clickOn("#curves-keep");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(curves(robot)).contains("first layer");
        robot.doubleClickOn("#curve-first-layer-name").write("entrance").type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(curves(robot)).anyMatch(name -> name.contains("entrance")).doesNotContain("first layer");
        onFx(() -> {
            String kept = mix.curves().curves().all().get(0).name();
            robot.lookup("#curve-" + Ids.of(kept) + "-delete")
                    .queryAs(ButtonBase.class)
                    .fire();
            return null;
        });
        assertThat(mix.curves().curves().all()).isEmpty();
        robot.type(KeyCode.ESCAPE);
    }

    /** What the menu of a strip offers. */
    private static List<String> curves(FxRobot robot) {
        return onFx(() -> {
            Menu menu = robot.lookup("#strip-m2-menu").queryAs(MenuButton.class).getItems().stream()
                    .filter(Menu.class::isInstance)
                    .map(Menu.class::cast)
                    .findFirst()
                    .orElseThrow();
            menu.getOnShowing().handle(new Event(Menu.ON_SHOWING));
            return menu.getItems().stream()
                    .map(item -> Objects.requireNonNullElse(item.getText(), ""))
                    .toList();
        });
    }

    @Test
    void noWordOfTheBarsIsCutHoweverLargeTheTextIs(FxRobot robot) {
        for (int pixels : List.of(13, 20, 26)) {
            onFx(() -> {
                robot.lookup("#mix-view").query().getScene().getRoot().setStyle("-fx-font-size: " + pixels + "px");
                return null;
            });
            WaitForAsyncUtils.waitForFxEvents();
            List<String> cut = onFx(() -> {
                robot.lookup("#mix-view").queryAs(Region.class).layout();
                return robot.lookup("#mix-view").query().lookupAll(".wrap-bar").stream()
                        .flatMap(bar -> bar.lookupAll(".label, .button, .toggle-button, .menu-button").stream())
                        .filter(Labeled.class::isInstance)
                        .map(Labeled.class::cast)
                        .filter(label -> label.isVisible() && !label.getText().isEmpty())
                        .filter(label -> label.getWidth() < label.prefWidth(-1) - 1)
                        .map(Labeled::getText)
                        .toList();
            });
            assertThat(cut).as("at " + pixels + " pixels").isEmpty();
        }
    }

    @Test
    void everyControlHasAnIdAndAName(FxRobot robot) {
        for (String view : List.of("#mix-as-list", "#mix-as-desk")) {
            robot.clickOn(view);
            List<String> nameless = onFx(() -> robot.lookup("#mix-view").query().lookupAll("*").stream()
                    .filter(node -> node instanceof ButtonBase || node instanceof FaderStrip)
                    .filter(node -> node.getId() == null
                            || (node instanceof ButtonBase button
                                    && button.getText() == null
                                    && node.getAccessibleText() == null))
                    .filter(node -> !node.getStyleClass().contains("arrow-button"))
                    .map(Node::toString)
                    .toList());
            assertThat(nameless).isEmpty();
        }
    }

    private static void desk(FxRobot robot) {
        robot.clickOn("#mix-as-desk");
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Middle of a fader on the screen. */
    private static Point2D fader(FxRobot robot, String strip, int index) {
        FaderStrip faders = robot.lookup(strip).query();
        return onFx(() -> {
            double width = faders.getWidth() / faders.bars().size();
            return faders.localToScreen((index + 0.5) * width, faders.getHeight() / 2);
        });
    }

    private static Bounds screen(Node node) {
        return onFx(() -> node.localToScreen(node.getBoundsInLocal()));
    }

    private static String label(FxRobot robot, String id) {
        return onFx(() -> robot.lookup(id).queryAs(Label.class).getText());
    }

    private static boolean selected(FxRobot robot, String id) {
        return onFx(() -> robot.lookup(id).queryAs(ToggleButton.class).isSelected());
    }

    /** In the recipe that is cooked. */
    private double weight(int ingredient, int group) {
        WaitForAsyncUtils.waitForFxEvents();
        return Desk.fit(session.session().recipe(), GROUPS.size()).weight(ingredient, group);
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, work);
    }

    private static OpenSession opened(Session session) {
        Map<String, Integer> tensors = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int group = 0; group < GROUPS.size(); group++) {
            names.add(GROUPS.get(group) + ".weight");
            tensors.put(names.get(group), group);
        }
        return new OpenSession(
                session,
                Architecture.whole("net", Preprocessing.clip(28, 1), 10, Set.copyOf(names)),
                new LayerGroups(GROUPS, tensors),
                Set.of(),
                Preprocessing.clip(28, 1),
                new NetworkFacts(
                        "net", Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), ""));
    }
}
