package org.stockpot.ui.mix;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/**
 * Keys of the desk that work wherever the focus is while the desk is in the window, but where text is typed: X swaps the
 * snapshots, holding the backslash shows the mix that was saved.
 */
final class MixKeys {
    private static final String PEEK = "\\";

    private final Snapshots snapshots;
    private final EventHandler<KeyEvent> pressed = this::pressed;
    private final EventHandler<KeyEvent> released = event -> unpeek();

    MixKeys(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    void listenWith(Node desk) {
        desk.sceneProperty().addListener((observable, before, now) -> {
            if (before != null) {
                unpeek();
                remove(before);
            }
            if (now != null) {
                now.addEventHandler(KeyEvent.KEY_PRESSED, pressed);
                now.addEventHandler(KeyEvent.KEY_RELEASED, released);
            }
        });
    }

    private void remove(Scene scene) {
        scene.removeEventHandler(KeyEvent.KEY_PRESSED, pressed);
        scene.removeEventHandler(KeyEvent.KEY_RELEASED, released);
    }

    private void pressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (typing || event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            case X -> {
                snapshots.swap();
                event.consume();
            }
            case BACK_SLASH -> {
                snapshots.peek();
                event.consume();
            }
            default -> {
                // On other keyboards the character is another key's; it comes as text only.
                if (PEEK.equals(event.getText())) {
                    snapshots.peek();
                    event.consume();
                }
            }
        }
    }

    /** Whatever key is let go: a held one must never be left hanging. */
    private void unpeek() {
        snapshots.unpeek();
    }
}
