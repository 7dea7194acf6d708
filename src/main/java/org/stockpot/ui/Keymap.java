package org.stockpot.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.stockpot.ui.state.SettingsModel;

/**
 * Which keys do what, as the user has them. No two actions have the same one: what was chosen goes before what is usual.
 * Lives on the JavaFX thread.
 */
final class Keymap {
    private final SettingsModel settings;
    private final Map<String, List<KeyCombination>> usual = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<Map<String, List<KeyCombination>>> keys = new ReadOnlyObjectWrapper<>(Map.of());

    /** @param settings where what was chosen is kept */
    Keymap(SettingsModel settings) {
        this.settings = settings;
        settings.settingsProperty().addListener((observable, before, now) -> {
            if (!now.keys().equals(before.keys())) {
                keys.set(resolved());
            }
        });
    }

    /**
     * Takes an action in.
     *
     * @param usualKeys such as {@code Shortcut+S}; the first is the one that is shown
     * @return the keys it has, whatever is chosen
     */
    ObservableValue<List<KeyCombination>> declare(String action, List<String> usualKeys) {
        usual.put(action, usualKeys.stream().map(KeyCombination::valueOf).toList());
        keys.set(resolved());
        return keys.map(all -> all.getOrDefault(action, List.of()));
    }

    /** The keys of every action, by its id. */
    ReadOnlyObjectProperty<Map<String, List<KeyCombination>>> keysProperty() {
        return keys.getReadOnlyProperty();
    }

    /** The keys of one action. */
    List<KeyCombination> of(String action) {
        return keys.get().getOrDefault(action, List.of());
    }

    /** The action that has a key. */
    Optional<String> owner(KeyCombination key) {
        return keys.get().entrySet().stream()
                .filter(entry -> has(entry.getValue(), key))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether an action has the keys it has at the first start. */
    boolean isUsual(String action) {
        return of(action).equals(usual.getOrDefault(action, List.of()));
    }

    /** Whether every action has the keys it has at the first start. */
    boolean isUsual() {
        return settings.settings().keys().isEmpty();
    }

    /** Gives an action one key more; whichever action has it loses it. */
    void add(String action, KeyCombination key) {
        List<String> now = names(Stream.concat(of(action).stream(), Stream.of(key)));
        change(all -> {
            Map<String, List<String>> changed = without(all, List.of(key));
            changed.put(action, now);
            return changed;
        });
    }

    /** Takes a key from an action. */
    void remove(String action, KeyCombination key) {
        List<String> now = names(of(action).stream().filter(one -> !isSame(one, key)));
        change(all -> {
            Map<String, List<String>> changed = new HashMap<>(all);
            changed.put(action, now);
            return changed;
        });
    }

    /** Gives an action its usual keys back; whichever actions have them lose them. */
    void reset(String action) {
        change(all -> {
            Map<String, List<String>> changed = without(all, usual.getOrDefault(action, List.of()));
            changed.remove(action);
            return changed;
        });
    }

    /** Gives all actions their usual keys back. */
    void resetAll() {
        change(all -> Map.of());
    }

    private void change(UnaryOperator<Map<String, List<String>>> change) {
        settings.change(now -> now.withKeys(change.apply(now.keys())));
    }

    private Map<String, List<KeyCombination>> resolved() {
        Map<String, List<String>> chosen = settings.settings().keys();
        Map<String, List<KeyCombination>> all = new HashMap<>();
        Set<String> taken = new HashSet<>();
        usual.keySet().stream()
                .filter(chosen::containsKey)
                .forEach(action -> all.put(action, free(readable(chosen.getOrDefault(action, List.of())), taken)));
        usual.forEach((action, of) -> all.computeIfAbsent(action, id -> free(of, taken)));
        return Map.copyOf(all);
    }

    private static List<KeyCombination> free(List<KeyCombination> wanted, Set<String> taken) {
        return wanted.stream().filter(key -> taken.add(key.getDisplayText())).toList();
    }

    /** What is in the file may have been written by hand: what is no key, or none that may be chosen, is left out. */
    private static List<KeyCombination> readable(List<String> written) {
        return written.stream()
                .flatMap(name -> KeyRules.read(name).stream())
                .filter(key -> KeyRules.refusal(key).isEmpty())
                .toList();
    }

    private static Map<String, List<String>> without(Map<String, List<String>> all, List<KeyCombination> keys) {
        Map<String, List<String>> changed = new HashMap<>();
        all.forEach((action, names) -> {
            List<String> left = new ArrayList<>(names);
            left.removeIf(
                    name -> KeyRules.read(name).filter(key -> has(keys, key)).isPresent());
            changed.put(action, left);
        });
        return changed;
    }

    private static List<String> names(Stream<KeyCombination> keys) {
        return keys.map(KeyCombination::getName).toList();
    }

    private static boolean has(List<KeyCombination> keys, KeyCombination key) {
        return keys.stream().anyMatch(one -> isSame(one, key));
    }

    /** On the keyboard of this system, where the shortcut key is either Ctrl or Command. */
    private static boolean isSame(KeyCombination one, KeyCombination other) {
        return one.getDisplayText().equals(other.getDisplayText());
    }
}
