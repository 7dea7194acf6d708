package org.stockpot.ui;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.KeyEvent;
import org.stockpot.ui.text.Texts;

/** Which keys a command may have: those that nobody needs for typing, marking or moving about. */
final class KeyRules {
    private static final Texts TEXTS = Texts.of(KeyRules.class);
    /** With the shortcut key, in every text field. */
    private static final Set<KeyCode> EDITING = Set.copyOf(EnumSet.of(
            KeyCode.A,
            KeyCode.C,
            KeyCode.V,
            KeyCode.X,
            KeyCode.INSERT,
            KeyCode.DELETE,
            KeyCode.BACK_SPACE,
            KeyCode.ENTER,
            KeyCode.TAB,
            KeyCode.SPACE));

    private KeyRules() {}

    /** Reads what {@link KeyCombination#getName} wrote; empty if it is no key. */
    static Optional<KeyCombination> read(String name) {
        try {
            return Optional.of(KeyCombination.valueOf(name)).filter(KeyCodeCombination.class::isInstance);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What was pressed; empty as long as it is Shift and the like alone, or a key without a name. */
    static Optional<KeyCombination> pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code.isModifierKey() || code == KeyCode.UNDEFINED || code == KeyCode.ALT_GRAPH) {
            return Optional.empty();
        }
        var held = new StringBuilder();
        if (event.isShortcutDown()) {
            held.append("Shortcut+");
        }
        boolean isCommand = event.isShortcutDown() && event.isMetaDown();
        if (event.isControlDown() && (isCommand || !event.isShortcutDown())) {
            held.append("Ctrl+");
        }
        if (event.isMetaDown() && !isCommand) {
            held.append("Meta+");
        }
        if (event.isAltDown()) {
            held.append("Alt+");
        }
        if (event.isShiftDown()) {
            held.append("Shift+");
        }
        return read(held + code.getName());
    }

    /** Why a command cannot have a key, in a sentence; empty if it can. */
    static Optional<String> refusal(KeyCombination key) {
        if (!(key instanceof KeyCodeCombination combination)) {
            return Optional.of(refused("typing", key));
        }
        KeyCode code = combination.getCode();
        boolean alt = isHeld(key.getAlt());
        boolean held = isHeld(key.getShortcut()) || isHeld(key.getControl()) || isHeld(key.getMeta());
        if (code.isFunctionKey()) {
            return alt ? Optional.of(refused("system", key)) : Optional.empty();
        }
        if (!held) {
            return Optional.of(refused("typing", key));
        }
        if (alt) {
            return Optional.of(refused("characters", key));
        }
        return EDITING.contains(code) || code.isNavigationKey()
                ? Optional.of(refused("editing", key))
                : Optional.empty();
    }

    private static String refused(String reason, KeyCombination key) {
        return TEXTS.get("keys.refused." + reason, key.getDisplayText());
    }

    private static boolean isHeld(ModifierValue modifier) {
        return modifier == ModifierValue.DOWN;
    }
}
