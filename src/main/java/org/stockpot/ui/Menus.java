package org.stockpot.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.stockpot.ui.text.Texts;

/** The menu bar, made from the list of actions and made anew when keys change; on macOS it is the system's. */
final class Menus {
    private static final Texts TEXTS = Texts.of(Menus.class);
    private static final int RECENT_AFTER = 1;

    private final Actions actions;
    private final Menu recent;
    private final MenuBar bar = new MenuBar();

    /** @param recent stands behind the first section of the first menu */
    Menus(Actions actions, Menu recent) {
        this.actions = actions;
        this.recent = recent;
        bar.setId("menu-bar");
        bar.setUseSystemMenuBar(true);
        fill();
    }

    MenuBar bar() {
        return bar;
    }

    /** Makes all keys of actions work, whichever they are: the first ones by the menus, the others here. */
    void listenIn(Scene scene) {
        addOthers(scene);
        actions.keymap().keysProperty().addListener((observable, before, now) -> {
            if (!now.equals(before)) {
                removeAll(before, scene);
                bar.getMenus().forEach(menu -> menu.getItems().clear());
                bar.getMenus().clear();
                fill();
                addOthers(scene);
            }
        });
    }

    private void fill() {
        bar.getMenus()
                .addAll(Arrays.stream(Topic.values())
                        .filter(topic -> !actions.of(topic).isEmpty())
                        .map(topic -> menu(topic, actions.of(topic)))
                        .toList());
    }

    private Menu menu(Topic topic, List<Action> items) {
        var menu = new Menu(TEXTS.get("menu." + topic.id()));
        menu.setId("menu-" + topic.id());
        int section = items.get(0).section();
        for (Action action : items) {
            if (action.section() != section) {
                section = action.section();
                if (topic == Topic.FILE && section == RECENT_AFTER) {
                    menu.getItems().add(recent);
                }
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().add(action.item());
        }
        return menu;
    }

    private static void removeAll(Map<String, List<KeyCombination>> keys, Scene scene) {
        keys.values().forEach(of -> of.forEach(scene.getAccelerators()::remove));
    }

    private void addOthers(Scene scene) {
        for (Action action : actions.all()) {
            action.keys().getValue().stream()
                    .skip(1)
                    .forEach(key -> scene.getAccelerators().put(key, action::perform));
        }
    }
}
