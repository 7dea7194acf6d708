package org.stockpot.ui.data;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.data.Pixels;
import org.stockpot.ui.text.Texts;

/** Pairs of images that sets share, side by side. */
final class CopiesPane extends PagePane {
    private static final Texts TEXTS = Texts.of(CopiesPane.class);

    CopiesPane(DataModel model, Pixels pairs) {
        super(model, "copies-page", TEXTS.get("copies.title"), exclude(model));
        var picture = new ImageView(Pictures.of(pairs));
        picture.setId("copies-sheet");
        ScrollPane scroll = sheet(picture);
        scroll.setId("copies-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var hint = new Label(TEXTS.get("copies.hint"));
        hint.getStyleClass().addAll("muted", "small-text");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(hint, scroll);
    }

    private static Button exclude(DataModel model) {
        var exclude = new Button(TEXTS.get("copies.exclude"));
        exclude.setId("copies-exclude");
        exclude.getStyleClass().add("small");
        exclude.setMinWidth(Region.USE_PREF_SIZE);
        exclude.setOnAction(event -> model.excludeLeaks());
        return exclude;
    }
}
