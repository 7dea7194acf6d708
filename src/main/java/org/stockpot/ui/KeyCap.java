package org.stockpot.ui;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A key as it is drawn beside what it does. */
final class KeyCap {
    private KeyCap() {}

    static Label of(String key) {
        var label = new Label(key);
        label.getStyleClass().add("key-cap");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
