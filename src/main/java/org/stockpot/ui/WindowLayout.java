package org.stockpot.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.stockpot.session.settings.Bounds;
import org.stockpot.session.settings.Layout;
import org.stockpot.ui.state.SettingsModel;

/** Puts the window and its dividers where they were, and remembers where they are. */
final class WindowLayout {
    static final double WIDTH = 1280;
    static final double HEIGHT = 800;

    private final Stage stage;
    private final MainView view;
    private final SettingsModel settings;
    private final Map<SplitPane, double[]> usual = new HashMap<>();
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
        follow();
    }

    /** As at the first start. */
    void reset() {
        restoring = true;
        usual.forEach(SplitPane::setDividerPositions);
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
        for (Node node : view.lookupAll(".split-pane")) {
            if (node instanceof SplitPane pane && pane.getId() != null && !usual.containsKey(pane)) {
                usual.put(pane, pane.getDividerPositions());
                List<Double> saved = settings.settings().layout().dividers().getOrDefault(pane.getId(), List.of());
                if (saved.size() == pane.getDividers().size()) {
                    pane.setDividerPositions(
                            saved.stream().mapToDouble(Double::doubleValue).toArray());
                }
                pane.getDividers().forEach(divider -> divider.positionProperty().addListener(change -> remember()));
            }
        }
    }

    private void remember() {
        if (restoring || !stage.isShowing()) {
            return;
        }
        boolean ordinary = !stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified();
        if (ordinary) {
            window = Optional.of(new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
        }
        Map<String, List<Double>> dividers =
                new HashMap<>(settings.settings().layout().dividers());
        usual.keySet().forEach(pane -> dividers.put(pane.getId(), positions(pane)));
        var layout = new Layout(
                window,
                stage.isMaximized(),
                dividers,
                Optional.of(view.enteredProperty().get()));
        settings.change(now -> now.withLayout(layout));
    }

    private static List<Double> positions(SplitPane pane) {
        return Arrays.stream(pane.getDividerPositions()).boxed().toList();
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
