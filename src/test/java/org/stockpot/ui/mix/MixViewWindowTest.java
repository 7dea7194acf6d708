package org.stockpot.ui.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.Forgotten;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What stands around the sliders, where all sliders stay as they are. */
@ExtendWith(ApplicationExtension.class)
class MixViewWindowTest {
    private final SessionModel session = new SessionModel();
    private Optional<Stage> opened = Optional.empty();

    @AfterAll
    static void letJavaFxLive() {
        Platform.setImplicitExit(false);
    }

    @Start
    void open(Stage primary) {
        // The one that all tests share keeps the size that others gave it.
        var stage = new Stage();
        session.open(
                Session.EMPTY.withIngredients(List.of(source("a"), source("b"))).withBase(source("base")),
                Optional.empty());
        var appearance = new Appearance(Theme.LIGHT);
        var mix = new MixModel(session, new SimpleObjectProperty<>(), now -> Optional.empty());
        var view = new MixView(mix, new Swatches(), appearance.themeProperty(), new Label("readout"));
        var scene = new Scene(view, 720, 640);
        appearance.dress(scene);
        stage.setScene(scene);
        stage.show();
        opened = Optional.of(stage);
    }

    @AfterEach
    void close() {
        onFx(() -> {
            opened.ifPresent(Stage::hide);
            return true;
        });
    }

    @Test
    void aSettingThatWasTakenBackIsShownAndDoesNotComeBackByItself(FxRobot robot) {
        fuse(robot, "ties");
        String usual = settings(robot);
        String other = usual.replace("density=0.2", "density=0.5");
        robot.interact(() ->
                robot.lookup("#mix-method-settings").queryAs(TextField.class).setText(other));
        robot.clickOn("#mix-method-settings").type(KeyCode.ENTER);
        assertThat(method().format()).isEqualTo("ties:" + other);
        undo();
        assertThat(settings(robot)).isEqualTo(usual);
        robot.clickOn("#mix-method-settings").clickOn("#mix-words-open");
        assertThat(method().format()).isEqualTo("ties:" + usual);
        onFx(() -> {
            session.redo();
            return true;
        });
        assertThat(settings(robot)).isEqualTo(other);
    }

    @Test
    void aMethodThatWasTakenBackIsNeitherChosenNorInWords(FxRobot robot) {
        fuse(robot, "ties");
        assertThat(words(robot)).endsWith("by ties");
        undo();
        ComboBox<FusionMethod> methods = robot.lookup("#mix-method").queryComboBox();
        assertThat(methods.getValue()).isEqualTo(method());
        assertThat(words(robot)).isEqualTo("all layers: 50 % a, 50 % b");
    }

    @Test
    void wordsSayWhatAMixWithoutWeightsIsTakenFrom(FxRobot robot) {
        fuse(robot, "arithmetic");
        onFx(() -> {
            session.cook(
                    "nothing",
                    session.session()
                            .recipe()
                            .withWeights(session.session()
                                    .recipe()
                                    .weights()
                                    .withIngredient(0, 0)
                                    .withIngredient(1, 0)));
            return true;
        });
        assertThat(words(robot)).isEqualTo("all layers: the base model");
        onFx(() -> {
            session.edit(Session::withoutBase);
            return true;
        });
        assertThat(words(robot)).isEqualTo("all layers: nothing");
    }

    @Test
    void theMarksOfSnapshotsFollowTheKeyBetweenMixesThatDifferInTheirMethod(FxRobot robot) {
        robot.clickOn("#mix-store-a");
        fuse(robot, "sum");
        robot.clickOn("#mix-store-b");
        assertThat(selected(robot, "#mix-recall-a")).isFalse();
        assertThat(selected(robot, "#mix-recall-b")).isTrue();
        robot.type(KeyCode.X);
        assertThat(method().id()).isEqualTo("weighted");
        assertThat(selected(robot, "#mix-recall-a")).isTrue();
        assertThat(selected(robot, "#mix-recall-b")).isFalse();
    }

    @Test
    void rowsOfADeskThatIsNotShownAnyMoreAreForgotten(FxRobot robot) throws InterruptedException {
        robot.clickOn("#mix-as-desk");
        WeakReference<Node> left = new WeakReference<>(robot.lookup("#desk-a").query());
        onFx(() -> {
            session.edit(now -> now.renamed(0, "c"));
            return true;
        });
        assertThat(robot.lookup("#desk-c").tryQuery()).isPresent();
        Forgotten.await(left);
    }

    private static void fuse(FxRobot robot, String id) {
        robot.interact(() -> {
            ComboBox<FusionMethod> methods = robot.lookup("#mix-method").queryComboBox();
            methods.getItems().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .ifPresent(methods::setValue);
        });
    }

    private FusionMethod method() {
        return onFx(() -> session.session().recipe().method());
    }

    private void undo() {
        onFx(() -> {
            session.undo();
            return true;
        });
    }

    private static String settings(FxRobot robot) {
        return onFx(() ->
                robot.lookup("#mix-method-settings").queryAs(TextField.class).getText());
    }

    private static String words(FxRobot robot) {
        return onFx(() -> robot.lookup("#mix-words-line").queryAs(Label.class).getText());
    }

    private static boolean selected(FxRobot robot, String id) {
        return onFx(() -> robot.lookup(id).queryAs(ToggleButton.class).isSelected());
    }

    private static Source source(String name) {
        return new Source(name, Path.of(name + ".safetensors"), name);
    }

    private static <T> T onFx(Callable<T> work) {
        T result = WaitForAsyncUtils.waitForAsyncFx(10_000, work);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }
}
