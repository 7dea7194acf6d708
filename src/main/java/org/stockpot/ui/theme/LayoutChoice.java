package org.stockpot.ui.theme;

import javafx.scene.Node;

/**
 * Marks controls that choose what is seen, such as a list or a desk: what is chosen there is kept with the layout of the
 * window. Split panes and tables need no mark.
 */
public final class LayoutChoice {
    /** The style class of controls that are marked. */
    public static final String STYLE = "layout-choice";

    private LayoutChoice() {}

    /**
     * Marks one.
     *
     * @param control has an id
     */
    public static void keep(Node control) {
        control.getStyleClass().add(STYLE);
    }
}
