package org.stockpot.ui.trials;

import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.stockpot.data.Pixels;
import org.stockpot.session.SeenImage;
import org.stockpot.session.TrialComparison.SetPair;
import org.stockpot.ui.text.Texts;

/** The images of one set that one trial classifies correctly and the other does not. Layout and bindings only. */
final class ChangedImages extends VBox {
    private static final Texts TEXTS = Texts.of(ChangedImages.class);
    private static final double SIDE = 52;

    private final ComparisonModel model;
    private final ChangeListener<ComparisonModel.Changed> follow = (observable, before, now) -> show();

    ChangedImages(ComparisonModel model) {
        this.model = model;
        setId("changed-images");
        getStyleClass().add("form");
        model.changedProperty().addListener(follow);
        show();
    }

    /** Stops following; for when other trials are compared. */
    void leave() {
        model.changedProperty().removeListener(follow);
    }

    /** Shows what is known of the images of the set now. */
    void show() {
        getChildren().clear();
        model.setProperty().get().ifPresent(this::show);
    }

    private void show(SetPair pair) {
        ComparisonModel.Changed now = model.changedProperty().get();
        if (pair.obstacle().isPresent()) {
            getChildren().add(words("changed-hint", TrialWords.verdict(pair)));
        } else if (now.problem().isPresent()) {
            getChildren().add(words("changed-problem", now.problem().get()));
        } else if (now.loading()) {
            getChildren().add(words("changed-loading", TEXTS.get("images.loading")));
        } else {
            int gained = pair.gained().size();
            int lost = pair.lost().size();
            getChildren()
                    .addAll(
                            head("gained", TEXTS.get("images.gained", gained)),
                            pictures("changed-gained", now.gained(), gained),
                            head("lost", TEXTS.get("images.lost", lost)),
                            pictures("changed-lost", now.lost(), lost));
        }
    }

    private static Label words(String id, String text) {
        var label = new Label(text);
        label.setId(id);
        label.setWrapText(true);
        label.getStyleClass().addAll("muted", "small-text");
        return label;
    }

    private static Label head(String kind, String text) {
        var label = new Label(text);
        label.setId("changed-" + kind + "-count");
        label.setWrapText(true);
        label.getStyleClass().addAll("small-text", "changed-" + kind);
        return label;
    }

    private static Node pictures(String id, List<SeenImage> images, int all) {
        var flow = new FlowPane();
        flow.setId(id);
        flow.getStyleClass().add("thumbnails");
        images.forEach(image -> flow.getChildren().add(picture(image)));
        if (all > images.size()) {
            flow.getChildren().add(words(id + "-more", TEXTS.get("images.more", all - images.size())));
        }
        return flow;
    }

    private static Node picture(SeenImage image) {
        var view = new ImageView(drawn(image.pixels()));
        view.setFitWidth(SIDE);
        view.setFitHeight(SIDE);
        view.setPreserveRatio(true);
        view.setSmooth(image.pixels().width() > SIDE);
        var label = new Label(image.label());
        label.setMaxWidth(SIDE);
        label.getStyleClass().add("thumbnail-label");
        var box = new VBox(view, label);
        box.getStyleClass().add("thumbnail");
        box.setAccessibleText(TEXTS.get("images.one", image.label(), Integer.toString(image.number())));
        Tooltip.install(box, new Tooltip(box.getAccessibleText()));
        return box;
    }

    private static WritableImage drawn(Pixels pixels) {
        var image = new WritableImage(pixels.width(), pixels.height());
        boolean grey = pixels.channels() == 1;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                int red = pixels.sample(x, y, 0);
                image.getPixelWriter()
                        .setColor(
                                x,
                                y,
                                Color.rgb(
                                        red, grey ? red : pixels.sample(x, y, 1), grey ? red : pixels.sample(x, y, 2)));
            }
        }
        return image;
    }
}
