package org.stockpot.ui.data;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.evaluate.Guesses;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/** One image of the gallery with its label and, where that is known, what it is taken for. Shows another one when told. */
final class ThumbView extends VBox {
    private static final Texts TEXTS = Texts.of(ThumbView.class);
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass RIGHT = PseudoClass.getPseudoClass("right");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final GalleryModel model;
    private final ImageView picture = new ImageView();
    private final FontIcon broken = new FontIcon("mdi2i-image-broken-variant");
    private final Label label = new Label();
    private final FontIcon mark = new FontIcon("mdi2c-check-bold");
    private final Label guess = new Label();
    private final Tooltip tooltip = new Tooltip();
    private int image = -1;
    private boolean complete;

    ThumbView(GalleryModel model) {
        this.model = model;
        getStyleClass().add("gallery-thumb");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        picture.setPreserveRatio(true);
        broken.getStyleClass().add("thumb-broken");
        var frame = new StackPane(broken, picture);
        frame.getStyleClass().add("thumb-frame");
        picture.fitWidthProperty().bind(frame.widthProperty());
        picture.fitHeightProperty().bind(frame.heightProperty());
        label.getStyleClass().add("thumb-label");
        guess.getStyleClass().add("thumb-guess");
        guess.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(guess, Priority.ALWAYS);
        mark.getStyleClass().add("thumb-mark");
        guess.setGraphic(mark);
        guess.setMinHeight(Region.USE_PREF_SIZE);
        setAlignment(Pos.TOP_CENTER);
        getChildren().addAll(frame, label, guess);
        Tooltip.install(this, tooltip);
        setOnMouseClicked(event -> {
            if (image >= 0) {
                model.choose(image);
                event.consume();
            }
        });
    }

    /** Shows an image. */
    void show(int number) {
        if (image != number) {
            picture.setImage(null);
        }
        image = number;
        complete = false;
        setVisible(true);
        setId("image-" + number);
        refresh();
        mark();
    }

    /** Shows nothing but keeps its place. */
    void clear() {
        image = -1;
        complete = true;
        setVisible(false);
        setId(null);
    }

    /** Takes in a picture that has arrived. */
    void refresh() {
        if (complete || image < 0) {
            return;
        }
        Optional<Thumbnails.Thumbnail> known = model.thumbnails().of(image);
        complete = known.isPresent();
        broken.setVisible(known.isPresent() && known.get().picture().isEmpty());
        Optional<Image> found = known.flatMap(Thumbnails.Thumbnail::picture);
        found.ifPresent(one -> {
            picture.setSmooth(Math.max(one.getWidth(), one.getHeight()) > picture.getFitWidth());
            picture.setImage(one);
        });
        describe(known.map(Thumbnails.Thumbnail::problem).orElse(""));
    }

    /** Shows whether it is the one that is looked at closely. */
    void mark() {
        pseudoClassStateChanged(
                CHOSEN, image >= 0 && model.chosenProperty().get().orElse(-1) == image);
    }

    private void describe(String problem) {
        String name =
                model.contentsProperty().get().map(open -> open.label(image)).orElse("");
        Optional<Guesses> guesses = model.answersProperty().get().guesses().filter(one -> one.isSeen(image));
        boolean correct = guesses.map(one -> one.isCorrect(image)).orElse(false);
        pseudoClassStateChanged(RIGHT, guesses.isPresent() && correct);
        pseudoClassStateChanged(WRONG, guesses.isPresent() && !correct);
        label.setText(name);
        String taken = guesses.flatMap(one -> one.taken(image)).orElse("");
        String sure =
                guesses.map(one -> Figures.wholePercent(one.confidence(image))).orElse("");
        guess.setText(guesses.isPresent() ? TEXTS.get("thumb.guess", taken, sure) : "");
        mark.setIconLiteral(correct ? "mdi2c-check-bold" : "mdi2c-close-thick");
        guess.setVisible(guesses.isPresent());
        String words = TEXTS.get("thumb.words", Integer.toString(image), name);
        if (guesses.isPresent()) {
            words = TEXTS.get(correct ? "thumb.words.right" : "thumb.words.wrong", words, taken, sure);
        }
        tooltip.setText(problem.isEmpty() ? words : problem);
        setAccessibleText(tooltip.getText());
    }
}
