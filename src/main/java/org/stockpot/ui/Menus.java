package org.stockpot.ui;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.stockpot.ui.text.Texts;

/** The menu bar, made from the list of actions; on macOS it is the system's. */
final class Menus {
    private static final Texts TEXTS = Texts.of(Menus.class);
    private static final int RECENT_AFTER = 1;

    private Menus() {}

    /** @param recent stands behind the first section of the first menu */
    static MenuBar of(Actions actions, Menu recent) {
        var bar = new MenuBar();
        bar.setId("menu-bar");
        bar.setUseSystemMenuBar(true);
        for (Topic topic : Topic.values()) {
            List<Action> items = actions.of(topic);
            if (!items.isEmpty()) {
                bar.getMenus().add(menu(topic, items, recent));
            }
        }
        return bar;
    }

    private static Menu menu(Topic topic, List<Action> actions, Menu recent) {
        var menu = new Menu(TEXTS.get("menu." + topic.id()));
        menu.setId("menu-" + topic.id());
        int section = actions.get(0).section();
        for (Action action : actions) {
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

    /** Makes the second keys of actions work; the first ones stand on the menus. */
    static void addOtherKeys(Actions actions, Scene scene) {
        for (Action action : actions.all()) {
            action.keys().stream()
                    .skip(1)
                    .forEach(keys -> scene.getAccelerators().put(KeyCombination.valueOf(keys), action::perform));
        }
    }
}
