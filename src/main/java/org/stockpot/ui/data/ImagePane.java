package org.stockpot.ui.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.Pixels;
import org.stockpot.evaluate.Guesses;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/** One image closely, above the classes of its set. Layout and bindings only. */
final class ImagePane extends VBox {
    private static final Texts TEXTS = Texts.of(ImagePane.class);
    private static final double PICTURE = 132;

    private final GalleryModel gallery;
    private final CloseUpModel model;
    private final VBox closeUp = new VBox();

    ImagePane(GalleryModel gallery, PreparationModel preparation) {
        this.gallery = gallery;
        this.model = gallery.closeUp(preparation.previewedProperty());
        setId("image-pane");
        getStyleClass().addAll("panel", "image-pane");
        closeUp.setId("image-close-up");
        closeUp.getStyleClass().add("form");
        var classes = new ClassList(gallery);
        VBox.setVgrow(classes, Priority.ALWAYS);
        getChildren().addAll(closeUp, classes);
        model.shownProperty().addListener((observable, before, now) -> show());
        gallery.chosenProperty().addListener((observable, before, now) -> show());
        gallery.answersProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        OptionalInt image = gallery.chosenProperty().get();
        Optional<GalleryModel.Contents> open = gallery.contentsProperty().get();
        if (image.isEmpty()
                || open.isEmpty()
                || image.getAsInt() >= open.get().images().size()) {
            var hint = new Label(TEXTS.get("image.hint"));
            hint.setId("image-hint");
            hint.setWrapText(true);
            hint.setMinHeight(Region.USE_PREF_SIZE);
            hint.getStyleClass().addAll("muted", "small-text");
            closeUp.getChildren().setAll(title(TEXTS.get("image.title")), hint);
            return;
        }
        int number = image.getAsInt();
        closeUp.getChildren().setAll(heading(number));
        var label = new Label(TEXTS.get("image.label", open.get().label(number)));
        label.setId("image-label");
        closeUp.getChildren().add(label);
        Optional<CloseUpModel.CloseUp> found = model.shownProperty().get().filter(one -> one.image() == number);
        found.ifPresent(one -> {
            if (one.original().isEmpty()) {
                closeUp.getChildren().add(problem(one.problem()));
            } else {
                closeUp.getChildren().add(pictures(one));
            }
        });
        gallery.answersProperty()
                .get()
                .guesses()
                .filter(guesses -> guesses.isSeen(number))
                .ifPresent(guesses -> closeUp.getChildren().addAll(verdict(guesses, number), top(guesses.top(number))));
    }

    private Node heading(int number) {
        Label title = title(TEXTS.get("image.number", Integer.toString(number)));
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var bar = new HBox(
                title,
                button("image-back", "mdi2c-chevron-left", TEXTS.get("image.back"), () -> gallery.step(-1)),
                button("image-next", "mdi2c-chevron-right", TEXTS.get("image.next"), () -> gallery.step(1)),
                button("image-close", "mdi2c-close", TEXTS.get("image.close"), gallery::chooseNone));
        bar.getStyleClass().add("panel-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private static Label title(String text) {
        var title = new Label(text);
        title.setId("image-title");
        title.getStyleClass().add("panel-title");
        return title;
    }

    private static Button button(String id, String icon, String text, Runnable action) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(text));
        button.setOnAction(event -> action.run());
        return button;
    }

    private static Node problem(String text) {
        var problem = new Label(text, new FontIcon("mdi2a-alert-outline"));
        problem.setId("image-problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.getStyleClass().add("set-trouble");
        return problem;
    }

    private static Node pictures(CloseUpModel.CloseUp one) {
        var row = new HBox(8);
        one.original()
                .ifPresent(pixels ->
                        row.getChildren().add(picture("image-original", TEXTS.get("image.original"), pixels)));
        one.seen().ifPresent(pixels -> row.getChildren().add(picture("image-seen", TEXTS.get("image.seen"), pixels)));
        return row;
    }

    private static Node picture(String id, String caption, Pixels pixels) {
        var view = new ImageView(Pictures.of(pixels.inColour()));
        view.setId(id);
        view.setFitWidth(PICTURE);
        view.setFitHeight(PICTURE);
        view.setPreserveRatio(true);
        view.setSmooth(Math.max(pixels.width(), pixels.height()) > PICTURE);
        view.setAccessibleText(caption);
        var frame = new StackPane(view);
        frame.getStyleClass().add("thumb-frame");
        frame.setMinSize(PICTURE, PICTURE);
        frame.setMaxSize(PICTURE, PICTURE);
        var text = new Label(caption);
        text.getStyleClass().add("small-text");
        var size = new Label(TEXTS.get(
                pixels.channels() == 1 ? "image.size.grey" : "image.size.colour",
                Integer.toString(pixels.width()),
                Integer.toString(pixels.height())));
        size.setId(id + "-size");
        size.getStyleClass().addAll("muted", "small-text");
        return new VBox(2, text, frame, size);
    }

    private static Node verdict(Guesses guesses, int number) {
        boolean right = guesses.isCorrect(number);
        var verdict = new Label(
                TEXTS.get(right ? "image.right" : "image.wrong"),
                new FontIcon(right ? "mdi2c-check-bold" : "mdi2c-close-thick"));
        verdict.setId("image-verdict");
        verdict.getStyleClass().addAll("verdict", right ? "verdict-right" : "verdict-wrong");
        return verdict;
    }

    private static Node top(List<Guesses.Guess> top) {
        var grid = new GridPane();
        grid.setId("image-top");
        grid.getStyleClass().add("image-top");
        for (int rank = 0; rank < top.size(); rank++) {
            Guesses.Guess guess = top.get(rank);
            var name = new Label(guess.name());
            name.setId("image-top-" + (rank + 1));
            name.getStyleClass().add("image-class");
            name.setTooltip(new Tooltip(guess.name()));
            var bar = new ProgressBar(guess.share());
            bar.setId("image-share-" + (rank + 1));
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.setPrefWidth(60);
            GridPane.setHgrow(bar, Priority.ALWAYS);
            var share = new Label(Figures.percentShort(guess.share()));
            share.getStyleClass().addAll("muted", "small-text");
            share.setMinWidth(Region.USE_PREF_SIZE);
            bar.setAccessibleText(guess.name() + ", " + share.getText());
            grid.addRow(rank, name, bar, share);
        }
        return grid;
    }
}
