package org.stockpot.ui.data;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.StackPane;
import org.stockpot.session.OpenSession;
import org.stockpot.ui.files.FileDialogs;

/**
 * The data room: the sets at the left, the images of one of them, shifts or copies in the middle, one image closely and
 * the classes at the right. Layout and bindings only.
 */
public final class DataView extends SplitPane {
    private static final double SETS = 0.24;
    private static final double IMAGES = 0.72;

    private final DataModel model;
    private final StackPane middle = new StackPane();
    private final Node gallery;
    private final Node right;

    /** @param opened what is known of the network that the images are for */
    /** @param dialogs ask for images */
    public DataView(
            DataModel model, GalleryModel gallery, ObservableValue<Optional<OpenSession>> opened, FileDialogs dialogs) {
        this.model = model;
        this.gallery = new GalleryView(model, gallery);
        setId("data-view");
        getStyleClass().add("data-view");
        var preparation = new PreparationModel(gallery, opened);
        var left = new SetsPane(model, gallery, new PreparationPane(preparation), dialogs);
        this.right = new ImagePane(gallery, preparation);
        getItems().addAll(left, middle, right);
        setDividerPositions(SETS, IMAGES);
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(right, false);
        model.pageProperty().addListener((observable, before, now) -> show(now));
        show(model.pageProperty().get());
    }

    private void show(DataModel.Page page) {
        boolean images = page instanceof DataModel.Page.Gallery;
        double[] dividers = getDividerPositions();
        if (!images) {
            // Large pictures need the room, and what is at the right is about the images.
            getItems().remove(right);
            setDividerPositions(dividers[0]);
        } else if (!getItems().contains(right)) {
            getItems().add(right);
            setDividerPositions(dividers[0], IMAGES);
        }
        Node next;
        if (page instanceof DataModel.Page.Shifts shifts) {
            next = new ShiftPane(model, shifts.original());
        } else if (page instanceof DataModel.Page.Copies copies) {
            next = new CopiesPane(model, copies.pairs());
        } else {
            next = gallery;
        }
        middle.getChildren().setAll(next);
    }
}
