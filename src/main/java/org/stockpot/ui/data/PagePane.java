package org.stockpot.ui.data;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;

/** Something that takes the place of the images until one goes back to them, by its button or by Escape. */
abstract class PagePane extends VBox {
    private static final Texts TEXTS = Texts.of(PagePane.class);

    /** @param actions stand right of the title */
    PagePane(DataModel model, String id, String title, Node... actions) {
        setId(id);
        getStyleClass().addAll("panel", "data-page");
        var back = new Button(TEXTS.get("page.back"), new FontIcon("mdi2a-arrow-left"));
        back.setId(id + "-back");
        back.getStyleClass().addAll("small", "flat");
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(event -> model.showGallery());
        var heading = new Label(title);
        heading.setId(id + "-title");
        heading.getStyleClass().add("panel-title");
        heading.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(heading, Priority.ALWAYS);
        var bar = new HBox(back, heading);
        bar.getChildren().addAll(actions);
        bar.getStyleClass().add("panel-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(bar);
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.showGallery();
                event.consume();
            }
        });
    }

    /** A picture on paper, as large as it is or, where there is less room, as wide as the room. */
    static ScrollPane sheet(ImageView picture) {
        var scroll = new ScrollPane(picture);
        scroll.getStyleClass().addAll("edge-to-edge", "data-sheet");
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPannable(true);
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        picture.fitWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> {
                            double wide = picture.getImage() == null
                                    ? 0
                                    : picture.getImage().getWidth();
                            return Math.max(
                                    1, Math.min(wide, scroll.getViewportBounds().getWidth()));
                        },
                        picture.imageProperty(),
                        scroll.viewportBoundsProperty()));
        return scroll;
    }
}
