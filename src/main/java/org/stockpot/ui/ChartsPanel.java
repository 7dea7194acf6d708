package org.stockpot.ui;

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
import org.stockpot.ui.chart.AccuracyChart;
import org.stockpot.ui.chart.ScatterView;
import org.stockpot.ui.charts.ChartFactory;
import org.stockpot.ui.charts.ChartsModel;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Accuracy over trials, and test against OOD: side by side where there is room, else behind two tabs. */
final class ChartsPanel extends StackPane {
    private static final Texts TEXTS = Texts.of(ChartsPanel.class);
    private static final double ROOM_FOR_BOTH = 640;

    private final AccuracyChart history;
    private final ScatterView plane;
    private final Node both;
    private final TabPane tabs;
    private final VBox left = titled(TEXTS.get("charts.history.long"));
    private final VBox right = titled(TEXTS.get("charts.plane"));
    private boolean wide;

    ChartsPanel(ChartsModel model, ObservableValue<Theme> theme) {
        this.history = ChartFactory.history(model, theme);
        this.plane = ChartFactory.plane(model, theme);
        setId("charts-panel");
        var row = new HBox(left, right);
        row.getStyleClass().add("charts-row");
        this.both = row;
        this.tabs = new TabPane(
                tab("tab-plane", TEXTS.get("charts.plane"), "mdi2c-chart-scatter-plot"),
                tab("tab-history", TEXTS.get("charts.history"), "mdi2c-chart-line"));
        tabs.setId("charts");
        tabs.getStyleClass().add("panel-tabs");
        arrange(false);
        widthProperty().addListener((observable, before, now) -> {
            if (now.doubleValue() > 0 && now.doubleValue() >= ROOM_FOR_BOTH != wide) {
                arrange(now.doubleValue() >= ROOM_FOR_BOTH);
            }
        });
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
