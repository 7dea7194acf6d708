package org.stockpot.ui.mix;

import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Text on the system's clipboard. */
final class Clips {
    private Clips() {}

    static void put(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Empty if there is none. */
    static String get() {
        return Optional.ofNullable(Clipboard.getSystemClipboard().getString()).orElse("");
    }
}
