package org.stockpot.ui;

import javafx.scene.Node;
import org.controlsfx.control.PopOver;

/** A page that hangs on a control. Escape and a click elsewhere close it. */
final class PopUp {
    private final PopOver popOver;

    PopUp(Node content, PopOver.ArrowLocation arrow) {
        popOver = new PopOver(content);
        popOver.setArrowLocation(arrow);
        popOver.setAnimated(false);
        popOver.setDetachable(false);
    }

    /** Shows it, or hides it if it is there. */
    void toggle(Node owner) {
        if (popOver.isShowing()) {
            popOver.hide();
        } else {
            show(owner);
        }
    }

    void show(Node owner) {
        popOver.getRoot().getStylesheets().setAll(owner.getScene().getStylesheets());
        popOver.show(owner);
    }

    void hide() {
        popOver.hide();
    }

    boolean isShowing() {
        return popOver.isShowing();
    }

    /** From now on a click elsewhere does not close it. */
    void stay() {
        popOver.setAutoHide(false);
    }
}
