package org.stockpot.ui.data;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Windows that show one large picture. */
final class PictureDialog {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 680;
    private static final double MARGIN = 12;

    private PictureDialog() {}

    /** A dialog dressed like the window it belongs to, which stays usable. */
    static <T> Dialog<T> over(Window owner, String title, String id) {
        var dialog = new Dialog<T>();
        dialog.initOwner(owner);
        dialog.initModality(Modality.NONE);
        dialog.setTitle(title);
        dialog.setResizable(true);
        DialogPane pane = dialog.getDialogPane();
        pane.setId(id);
        pane.setPrefSize(WIDTH, HEIGHT);
        pane.setPadding(new Insets(MARGIN));
        pane.getStylesheets().setAll(owner.getScene().getStylesheets());
        pane.getStyleClass().addAll(owner.getScene().getRoot().getStyleClass());
        return dialog;
    }

    static Node scrolled(ImageView picture) {
        return new ScrollPane(picture);
    }
}
