package org.stockpot.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.stockpot.session.settings.Bounds;
import org.stockpot.session.settings.Layout;
import org.stockpot.session.settings.Settings;
import org.stockpot.ui.state.SettingsModel;
import org.stockpot.ui.theme.LayoutChoice;

/** Puts the window and what the user moved or chose in it where it was, and remembers where it is. */
final class WindowLayout {
    static final double WIDTH = 1280;
    static final double HEIGHT = 800;
    /** What is kept in every room. */
    private static final List<String> KEPT =
            List.of("." + LayoutChoice.STYLE, ".split-pane", ".table-view", ".tree-table-view");

    private final Stage stage;
    private final MainView view;
    private final SettingsModel settings;
    private final Map<Node, Kept> kept = new LinkedHashMap<>();
    private Optional<Bounds> window = Optional.empty();
    private boolean restoring;

    WindowLayout(Stage stage, MainView view, SettingsModel settings) {
        this.stage = stage;
        this.view = view;
        this.settings = settings;
    }

    /** Before the window is shown. */
    void restore() {
        Layout layout = settings.settings().layout();
        layout.room().filter(view::hasRoom).ifPresent(view::show);
        layout.window().filter(bounds -> bounds.isWithinReach(screens())).ifPresent(bounds -> place(stage, bounds));
        stage.setMaximized(layout.maximised());
        window = layout.window();
        InvalidationListener moved = change -> remember();
        stage.xProperty().addListener(moved);
        stage.yProperty().addListener(moved);
        stage.widthProperty().addListener(moved);
        stage.heightProperty().addListener(moved);
        stage.maximizedProperty().addListener(moved);
        view.enteredProperty().addListener((observable, before, room) -> {
            follow();
            remember();
        });
        settings.settingsProperty().addListener((observable, before, now) -> enlarge(before, now));
        follow();
    }

    /** As at the first start. */
    void reset() {
        restoring = true;
        kept.values().forEach(Kept::reset);
        stage.setMaximized(false);
        stage.setFullScreen(false);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.centerOnScreen();
        restoring = false;
        settings.change(now -> now.withLayout(Layout.USUAL));
    }

    private static void place(Stage stage, Bounds bounds) {
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        stage.setWidth(bounds.width());
        stage.setHeight(bounds.height());
    }

    /** Panels of a room are there only once it was entered. */
    private void follow() {
        view.applyCss();
        for (String selector : KEPT) {
            for (Node node : view.lookupAll(selector)) {
                if (!kept.containsKey(node)) {
                    Kept.of(node).ifPresent(one -> follow(node, one));
                }
            }
        }
    }

    private void follow(Node node, Kept one) {
        kept.put(node, one);
        one.enlarge(larger());
        one.restore(settings.settings().layout());
        one.follow(this::remember);
    }

    private void enlarge(Settings before, Settings now) {
        if (before.look().textPercent() != now.look().textPercent()) {
            restoring = true;
            kept.values().forEach(one -> one.enlarge(larger()));
            restoring = false;
        }
    }

    /** How much larger text is than usual. */
    private double larger() {
        return settings.settings().look().textPercent() / 100.0;
    }

    private void remember() {
        if (restoring || !stage.isShowing()) {
            return;
        }
        boolean ordinary = !stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified();
        if (ordinary) {
            window = Optional.of(new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
        }
        Layout now = settings.settings()
                .layout()
                .withWindow(
                        window,
                        stage.isMaximized(),
                        Optional.of(view.enteredProperty().get()));
        for (Kept one : kept.values()) {
            now = one.noted(now);
        }
        Layout layout = now;
        settings.change(before -> before.withLayout(layout));
    }

    private static List<Bounds> screens() {
        List<Bounds> all = new ArrayList<>();
        for (Screen screen : Screen.getScreens()) {
            Rectangle2D area = screen.getVisualBounds();
            all.add(new Bounds(area.getMinX(), area.getMinY(), area.getWidth(), area.getHeight()));
        }
        return all;
    }
}
