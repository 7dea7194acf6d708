package org.stockpot.ui;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.ui.chart.AccuracyChart;
import org.stockpot.ui.chart.ScatterView;
import org.stockpot.ui.theme.Theme;

/** Accuracy over trials, and test against OOD: side by side where there is room, else behind two tabs. */
final class ChartsPanel extends StackPane {
    private static final double ROOM_FOR_BOTH = 640;

    private final Kitchen kitchen;
    private final AccuracyChart history;
    private final ScatterView plane;
    private final Node both;
    private final TabPane tabs;
    private final VBox left = titled("Accuracy over trials");
    private final VBox right = titled("Test × OOD");
    private boolean wide;
    private boolean stale = true;

    ChartsPanel(Kitchen kitchen, ObservableValue<Theme> theme) {
        this.kitchen = kitchen;
        this.history = new AccuracyChart(theme);
        this.plane = new ScatterView(theme);
        setId("charts-panel");
        var row = new HBox(left, right);
        row.getStyleClass().add("charts-row");
        this.both = row;
        this.tabs = new TabPane(
                tab("tab-plane", "Test × OOD", "mdi2c-chart-scatter-plot"),
                tab("tab-history", "Over trials", "mdi2c-chart-line"));
        tabs.setId("charts");
        tabs.getStyleClass().add("panel-tabs");
        arrange(false);
        widthProperty().addListener((observable, before, now) -> {
            if (now.doubleValue() > 0 && now.doubleValue() >= ROOM_FOR_BOTH != wide) {
                arrange(now.doubleValue() >= ROOM_FOR_BOTH);
            }
        });
        history.setOnPicked(point -> pick(point.trial() - 1, onData()));
        plane.setOnPicked(point -> pick(point.key(), kitchen.session().session().trials()));
        kitchen.session().sessionProperty().addListener((observable, before, now) -> stale = true);
        kitchen.live().readingProperty().addListener((observable, before, now) -> stale = true);
        kitchen.search().statusProperty().addListener((observable, before, now) -> stale = true);
    }

    /** Once per pulse: draws again if something changed since. */
    void poll() {
        if (stale) {
            stale = false;
            Session session = kitchen.session().session();
            history.pointsProperty()
                    .set(Plots.history(
                            session, kitchen.search().statusProperty().get()));
            plane.pointsProperty()
                    .set(Plots.plane(
                            session,
                            kitchen.swatches(),
                            kitchen.live().readingProperty().get()));
        }
    }

    /** A click on a mix brings its recipe back to the sliders. */
    private void pick(int index, List<Trial> trials) {
        if (index >= 0 && index < trials.size()) {
            Trial trial = trials.get(index);
            List<String> now = kitchen.session().session().ingredients().stream()
                    .map(source -> source.sha256().orElse(""))
                    .toList();
            if (trial.ingredients().equals(now)) {
                kitchen.session().cook("recipe of " + trial.origin(), trial.recipe());
            }
        }
    }

    private List<Trial> onData() {
        Session session = kitchen.session().session();
        return session.trials().stream()
                .filter(trial -> org.stockpot.ui.state.SoloScores.isOn(trial, session.data()))
                .toList();
    }

    private void arrange(boolean roomForBoth) {
        wide = roomForBoth;
        tabs.getTabs().forEach(tab -> tab.setContent(null));
        left.getChildren().remove(history);
        right.getChildren().remove(plane);
        if (roomForBoth) {
            left.getChildren().add(history);
            right.getChildren().add(plane);
            getChildren().setAll(both);
        } else {
            tabs.getTabs().get(0).setContent(plane);
            tabs.getTabs().get(1).setContent(history);
            getChildren().setAll(tabs);
        }
        VBox.setVgrow(history, Priority.ALWAYS);
        VBox.setVgrow(plane, Priority.ALWAYS);
    }

    private static Tab tab(String id, String text, String icon) {
        var tab = new Tab(text);
        tab.setId(id);
        tab.setGraphic(new FontIcon(icon));
        tab.setClosable(false);
        return tab;
    }

    private static VBox titled(String text) {
        var title = new Label(text);
        title.getStyleClass().add("panel-title");
        var box = new VBox(title);
        box.getStyleClass().add("panel");
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setPrefWidth(300);
        return box;
    }
}
