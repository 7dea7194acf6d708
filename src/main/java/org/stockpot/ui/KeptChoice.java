package org.stockpot.ui;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionModel;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import org.stockpot.session.settings.Layout;

/** What was chosen to be seen: a tab, one of some buttons, an entry of a list. In files it is a word. */
final class KeptChoice implements Kept {
    private final String id;
    private final Observable changing;
    private final Supplier<String> chosen;
    private final Consumer<String> choose;
    private final String usual;

    private KeptChoice(String id, Observable changing, Supplier<String> chosen, Consumer<String> choose) {
        this.id = id;
        this.changing = changing;
        this.chosen = chosen;
        this.choose = choose;
        this.usual = chosen.get();
    }

    /** Empty if nothing can be chosen there. */
    static Optional<Kept> of(Node node) {
        String id = node.getId();
        if (node instanceof TabPane pane) {
            return Optional.of(entry(id, pane.getSelectionModel(), pane.getTabs(), Tab::getId));
        }
        if (node instanceof ToggleButton button) {
            // One of several is let go when another is chosen.
            return Optional.of(new KeptChoice(
                    id,
                    button.selectedProperty(),
                    () -> String.valueOf(button.isSelected()),
                    word -> button.setSelected(
                            Boolean.parseBoolean(word) || (button.getToggleGroup() != null && button.isSelected()))));
        }
        if (node instanceof CheckBox box) {
            return Optional.of(new KeptChoice(
                    id,
                    box.selectedProperty(),
                    () -> String.valueOf(box.isSelected()),
                    word -> box.setSelected(Boolean.parseBoolean(word))));
        }
        if (node instanceof ChoiceBox<?> box) {
            return Optional.of(of(id, box));
        }
        if (node instanceof ComboBox<?> box) {
            return Optional.of(of(id, box));
        }
        if (node instanceof ListView<?> list) {
            return Optional.of(of(id, list));
        }
        return Optional.empty();
    }

    @Override
    public void restore(Layout layout) {
        Optional.ofNullable(layout.choices().get(id)).ifPresent(choose);
    }

    @Override
    public void reset() {
        choose.accept(usual);
    }

    @Override
    public Layout noted(Layout layout) {
        return layout.withChoice(id, chosen.get());
    }

    @Override
    public void follow(Runnable changed) {
        changing.addListener(change -> changed.run());
    }

    private static <T> Kept of(String id, ChoiceBox<T> box) {
        return entry(id, box.getSelectionModel(), box.getItems(), String::valueOf);
    }

    private static <T> Kept of(String id, ComboBox<T> box) {
        return entry(id, box.getSelectionModel(), box.getItems(), String::valueOf);
    }

    private static <T> Kept of(String id, ListView<T> list) {
        return entry(id, list.getSelectionModel(), list.getItems(), String::valueOf);
    }

    private static <T> Kept entry(String id, SelectionModel<T> model, Collection<T> all, Function<T, String> name) {
        return new KeptChoice(
                id,
                model.selectedItemProperty(),
                () -> Optional.ofNullable(model.getSelectedItem()).map(name).orElse(""),
                word -> all.stream()
                        .filter(one -> word.equals(name.apply(one)))
                        .findFirst()
                        .ifPresent(model::select));
    }
}
