package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.Pixels;
import org.stockpot.data.PngFile;
import org.stockpot.data.Preset;
import org.stockpot.data.Role;
import org.stockpot.session.History;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.live.Reading;
import org.testfx.api.FxRobot;
import org.testfx.util.NodeQueryUtils;
import org.testfx.util.WaitForAsyncUtils;

/** The data room: real images, real engine, small networks. */
class DataRoomWindowTest extends WindowTest {
    private static final int IMAGES = 48;
    private static final int MANY = 6000;

    @TempDir
    private static Path folder;

    private static List<Path> checkpoints;
    private static List<DataRef> data;
    private static DataRef many;

    @BeforeAll
    static void cook() throws Exception {
        var kitchen = new TinyKitchen(folder);
        checkpoints = List.of(kitchen.checkpoint("base", 1), kitchen.checkpoint("first", 11));
        data = List.of(
                kitchen.images(Role.VALIDATION, "validation", IMAGES),
                kitchen.images(Role.TEST, "test", IMAGES),
                kitchen.images(Role.OOD, "one", IMAGES),
                kitchen.images(Role.OOD, "two", IMAGES));
        many = kitchen.images(Role.TEST, "many", MANY);
        for (int image = 0; image < 11; image++) {
            Path file = folder.resolve("pets").resolve("class-" + image % 4).resolve(image + ".png");
            Files.createDirectories(file.getParent());
            if (image < 6) {
                var samples = new byte[8 * 8];
                new Random(image).nextBytes(samples);
                PngFile.write(new Pixels(8, 8, 1, samples), file);
            } else {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
    }

    @Test
    void aDroppedSetAsksForItsRoleAndWhatIsNoSetIsNamed(FxRobot robot) throws Exception {
        Path photo = folder.resolve("pets").resolve("class-0").resolve("0.png");
        onFx(() -> window.dropped(List.of(folder.resolve("pets"), photo)));
        waitUntil(() -> robot.lookup("#offer-pets").tryQuery().isPresent());
        assertThat(label(robot, "#offer-pets")).isEqualTo("What is pets for? (11 images in 4 classes)");
        assertThat(label(robot, "#notice-text")).contains("0.png is a single image");
        robot.clickOn("#offer-pets-ood");
        assertThat(session().data()).singleElement().matches(ref -> ref.role() == Role.OOD);
        assertThat(label(robot, "#data-pets-size")).isEqualTo("11");
        assertThat(robot.lookup("#offer-pets").tryQuery()).isEmpty();
        waitUntil(() -> label(robot, "#gallery-count").equals("11 images of 11"));
    }

    @Test
    void predictionsAreMarkedCountedSortedAndFiltered(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        robot.clickOn("#data-test");
        assertThat(label(robot, "#gallery-title")).isEqualTo("test");
        waitUntil(() -> robot.lookup("#image-0").tryQuery().isPresent());
        robot.clickOn("#gallery-predict");
        waitUntil(() -> !label(robot, "#gallery-score").isEmpty());
        waitUntil(() -> reading().state() == Reading.State.COMPLETE);
        int right = reading().evaluations().get(1).correct();
        assertThat(label(robot, "#gallery-score")).endsWith(right + " of " + IMAGES);
        choose(robot, "#gallery-outcome", 2);
        assertThat(label(robot, "#gallery-count")).isEqualTo((IMAGES - right) + " images of " + IMAGES);
        assertThat(guesses(robot)).isNotEmpty().allMatch(thumb -> is(thumb, "wrong"));
        choose(robot, "#gallery-outcome", 1);
        assertThat(guesses(robot)).isNotEmpty().allMatch(thumb -> is(thumb, "right"));
        choose(robot, "#gallery-outcome", 0);
        choose(robot, "#gallery-order", 2);
        List<Double> sure = guesses(robot).stream()
                .filter(thumb -> is(thumb, "wrong"))
                .map(DataRoomWindowTest::percent)
                .toList();
        assertThat(sure).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void aClickOnAClassShowsOnlyItsImagesAndAnotherOneAll(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        waitUntil(() -> robot.lookup("#class-2")
                .match(NodeQueryUtils.isVisible())
                .tryQuery()
                .isPresent());
        robot.clickOn("#class-2");
        waitUntil(() -> !label(robot, "#gallery-count").startsWith(IMAGES + " "));
        Set<String> shown = onFx(() -> robot.lookup(".thumb-label").queryAllAs(Label.class).stream()
                .filter(one -> one.getParent().isVisible())
                .map(Label::getText)
                .collect(Collectors.toSet()));
        assertThat(shown).containsExactly("2");
        robot.clickOn("#class-2");
        waitUntil(() -> label(robot, "#gallery-count").equals(IMAGES + " images of " + IMAGES));
    }

    @Test
    void anImageIsSeenCloselyAsStoredAndAsTheNetworkSeesIt(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        waitUntil(() -> robot.lookup("#image-3").tryQuery().isPresent());
        robot.clickOn("#gallery-predict");
        waitUntil(() -> !label(robot, "#gallery-score").isEmpty());
        robot.clickOn("#image-3");
        waitUntil(() -> robot.lookup("#image-seen").tryQuery().isPresent());
        assertThat(label(robot, "#image-seen-size")).isEqualTo("8 × 8, grey");
        assertThat(robot.lookup("#image-original")
                        .queryAs(ImageView.class)
                        .getImage()
                        .getWidth())
                .isEqualTo(8);
        assertThat(robot.lookup("#image-top-4").tryQuery()).isPresent();
        assertThat(label(robot, "#image-verdict")).isIn("right", "wrong");
        robot.clickOn("#image-next");
        assertThat(label(robot, "#image-title")).isEqualTo("Image 4");
        robot.interact(() -> robot.lookup("#gallery-grid").query().requestFocus());
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT);
        assertThat(label(robot, "#image-title")).isEqualTo("Image 2");
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#image-hint").tryQuery()).isPresent();
    }

    @Test
    void anIngredientCanBeAskedInsteadOfTheMixAndAnotherMixMakesAnswersOld(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        robot.clickOn("#gallery-predict");
        waitUntil(() -> !label(robot, "#gallery-score").isEmpty());
        choose(robot, "#gallery-asked", 1);
        assertThat(label(robot, "#gallery-score")).isEmpty();
        robot.clickOn("#gallery-predict");
        waitUntil(() -> !label(robot, "#gallery-score").isEmpty());
        choose(robot, "#gallery-asked", 0);
        assertThat(label(robot, "#gallery-score")).doesNotContain("earlier");
        onFx(() -> {
            window.kitchen().mix().hand().setWeight(0, 0, 0.5);
            return null;
        });
        waitUntil(() -> label(robot, "#gallery-score").endsWith("of an earlier mix"));
        assertThat(robot.lookup("#gallery-predict").queryButton().getText()).isEqualTo("Predict again");
    }

    @Test
    void brokenImagesAreListedByPathAndOneCanGoOnWithoutThem(FxRobot robot) throws Exception {
        openKitchen(robot, List.of(DataRef.of(Role.TEST, folder.resolve("pets"))));
        fire(robot, "#data-pets-menu", "data-pets-check");
        waitUntil(() -> robot.lookup("#data-pets-checked").tryQuery().isPresent());
        assertThat(label(robot, "#data-pets-checked")).isEqualTo("5 images of 11 cannot be read");
        robot.clickOn("#gallery-predict");
        waitUntil(() -> label(robot, "#gallery-trouble-text").startsWith("Nothing was predicted: 5 images of 11"));
        assertThat(robot.lookup("#gallery-trouble-list").queryAs(TextArea.class).getText())
                .contains(folder.resolve("pets").resolve("class-2").resolve("6.png") + ": ")
                .hasLineCount(5);
        robot.clickOn("#gallery-trouble-go-on");
        waitUntil(() -> session().data().get(0).skipBroken());
        robot.clickOn("#gallery-predict");
        waitUntil(() -> label(robot, "#gallery-score").endsWith(" of 6"));
        assertThat(label(robot, "#gallery-trouble-text")).startsWith("5 images cannot be read and count nowhere.");
    }

    @Test
    void setsChangePlacesRolesAndGo(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        robot.clickOn("#data-two");
        robot.interact(() -> robot.lookup("#data-two").query().requestFocus());
        robot.press(KeyCode.ALT).type(KeyCode.UP).release(KeyCode.ALT);
        assertThat(session().data()).extracting(DataRef::name).containsExactly("validation", "test", "two", "one");
        fire(robot, "#data-one-menu", "data-one-use-test");
        assertThat(session().data().get(3).role()).isEqualTo(Role.TEST);
        fire(robot, "#data-one-menu", "data-one-remove");
        assertThat(session().data()).extracting(DataRef::name).containsExactly("validation", "test", "two");
        assertThat(robot.lookup("#data-one").tryQuery()).isEmpty();
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertThat(session().data().get(3).role()).isEqualTo(Role.OOD);
        assertThat(steps()).containsExactly("two to place 1");
    }

    /** What a drop does: drags themselves are the toolkit's, and come to grief here where a tooltip is in their way. */
    @Test
    void aSetThatIsDroppedOntoAnotherTakesItsPlaceAndTheStepIsTakenBack(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        onFx(() -> window.kitchen().data().move(Role.OOD, 1, 0));
        assertThat(session().data()).extracting(DataRef::name).containsExactly("validation", "test", "two", "one");
        assertThat(steps()).containsExactly("two to place 1");
        assertThat(top(robot, "#data-two")).isLessThan(top(robot, "#data-one"));
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertThat(session().data()).isEqualTo(data);
    }

    @Test
    void aSetGoesOnMovingWithTheSameKey(FxRobot robot) throws Exception {
        var three = new ArrayList<>(data);
        three.add(data.get(3).withName("three"));
        openKitchen(robot, three);
        robot.interact(() -> robot.lookup("#data-three").query().requestFocus());
        robot.press(KeyCode.ALT).type(KeyCode.UP).type(KeyCode.UP).release(KeyCode.ALT);
        assertThat(session().data())
                .extracting(DataRef::name)
                .containsExactly("validation", "test", "three", "one", "two");
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        assertThat(steps()).containsExactly("three to place 2", "three to place 1", "three to place 2");
    }

    private static double top(FxRobot robot, String id) {
        return onFx(() -> {
            Node row = robot.lookup(id).query();
            return row.localToScene(0, 0).getY();
        });
    }

    private List<String> steps() throws Exception {
        return onFx(() -> window.kitchen().session().historyProperty().get().past().stream()
                .map(History.Step::name)
                .toList());
    }

    @Test
    void anotherPreparationIsTriedOnAnImageBeforeItIsUsed(FxRobot robot) throws Exception {
        openKitchen(robot, data);
        assertThat(robot.lookup("#data-preset-use").query().isDisabled()).isTrue();
        ComboBox<?> presets = robot.lookup("#data-preset").queryComboBox();
        robot.interact(() ->
                presets.getSelectionModel().select(1 + List.of(Preset.values()).indexOf(Preset.TIMM)));
        assertThat(label(robot, "#data-preset-words"))
                .isEqualTo("Would be: shorter side to 9, centre 8 × 8, bicubic, mean 0.449, deviation 0.226."
                        + " Click an image to see it.");
        assertThat(session().preprocessing()).isEmpty();
        robot.clickOn("#data-preset-use");
        assertThat(session().preprocessing()).contains(Preset.TIMM.of(8, 1));
        waitUntil(() -> label(robot, "#data-images").contains("shorter side to 9"));
        assertThat(robot.lookup("#data-preset-use").query().isDisabled()).isTrue();
    }

    @Test
    void ofThousandsOfImagesOnlyThoseOneSeesAreMade(FxRobot robot) throws Exception {
        openKitchen(robot, List.of(many));
        waitUntil(() -> robot.lookup("#image-0").tryQuery().isPresent());
        assertThat(label(robot, "#gallery-count")).isEqualTo("6,000 images of 6,000");
        robot.interact(() -> robot.lookup("#gallery-grid").query().requestFocus());
        robot.type(KeyCode.HOME).type(KeyCode.END);
        waitUntil(() -> robot.lookup("#image-" + (MANY - 1)).tryQuery().isPresent());
        waitUntil(() -> onFx(() -> thumbPicture(robot, MANY - 1)));
        assertThat(robot.lookup(".gallery-thumb").queryAll()).hasSizeLessThan(100);
        assertThat(label(robot, "#image-title")).isEqualTo("Image " + (MANY - 1));
    }

    @Test
    void anEmptyRoomSaysWhatBelongsThereAndDisabledButtonsWhy(FxRobot robot) throws Exception {
        robot.clickOn("#room-data");
        waitUntil(() -> robot.lookup("#data-empty").tryQuery().isPresent());
        assertThat(label(robot, "#data-empty")).startsWith("Add a validation set for searches");
        assertThat(label(robot, "#gallery-empty")).startsWith("The images of a set are shown here.");
        assertThat(robot.lookup("#gallery-predict").query().isDisabled()).isTrue();
        assertThat(robot.lookup("#data-shifts").query().isDisabled()).isTrue();
    }

    private static boolean thumbPicture(FxRobot robot, int image) {
        return ((ImageView) robot.lookup("#image-" + image).query().lookup(".image-view")).getImage() != null;
    }

    private static boolean is(Node thumb, String state) {
        return thumb.getPseudoClassStates().stream()
                .anyMatch(one -> one.getPseudoClassName().equals(state));
    }

    private static double percent(Node thumb) {
        String text = ((Label) thumb.lookup(".thumb-guess")).getText();
        return Double.parseDouble(text.substring(0, text.indexOf(" %")));
    }

    /** Thumbs that one sees, in their order. */
    private static List<Node> guesses(FxRobot robot) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        waitUntil(() -> robot.lookup(".gallery-thumb").queryAll().stream()
                .filter(Node::isVisible)
                .allMatch(thumb -> thumb.lookup(".thumb-guess").isVisible()));
        return onFx(() -> {
            List<Node> all = new ArrayList<>(robot.lookup(".gallery-thumb").queryAll());
            all.removeIf(thumb -> !thumb.isVisible());
            all.sort((one, other) -> {
                var here = one.localToScene(0, 0);
                var there = other.localToScene(0, 0);
                return here.getY() != there.getY()
                        ? Double.compare(here.getY(), there.getY())
                        : Double.compare(here.getX(), there.getX());
            });
            return all;
        });
    }

    private static void choose(FxRobot robot, String id, int index) {
        ComboBox<?> box = robot.lookup(id).queryComboBox();
        robot.interact(() -> box.getSelectionModel().select(index));
    }

    private static void fire(FxRobot robot, String menu, String item) {
        MenuButton button = robot.lookup(menu).queryAs(MenuButton.class);
        robot.interact(() -> button.getItems().stream()
                .filter(one -> item.equals(one.getId()))
                .findFirst()
                .ifPresent(MenuItem::fire));
    }

    private void openKitchen(FxRobot robot, List<DataRef> sets) throws Exception {
        Session opened = session(checkpoints.get(0), checkpoints.subList(1, 2)).withData(sets);
        onFx(() -> {
            window.kitchen().session().open(opened, Optional.empty());
            window.enter("data");
            return null;
        });
        waitUntil(() -> window.kitchen().opened().openedProperty().get().isPresent());
        waitUntil(() -> robot.lookup("#gallery-predict")
                .tryQueryAs(Button.class)
                .filter(one -> !one.isDisabled())
                .isPresent());
        waitUntil(() -> label(robot, "#gallery-count").contains(" of "));
    }

    private Session session() throws Exception {
        return onFx(() -> window.kitchen().session().session());
    }

    private Reading reading() throws Exception {
        return onFx(() -> window.kitchen().live().readingProperty().get());
    }
}
