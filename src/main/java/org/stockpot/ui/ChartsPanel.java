package org.stockpot.ui;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.stockpot.ui.charts.ChartFactory;
import org.stockpot.ui.charts.ChartsModel;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** Beside the desk: test against OOD accuracy, and below it accuracy over trials. */
final class ChartsPanel extends SplitPane {
    private static final Texts TEXTS = Texts.of(ChartsPanel.class);

    ChartsPanel(ChartsModel model, ObservableValue<Theme> theme) {
        setId("charts-panel");
        setOrientation(Orientation.VERTICAL);
        setDividerPositions(0.56);
        getItems()
                .setAll(
                        titled(TEXTS.get("charts.plane"), ChartFactory.plane(model, theme)),
                        titled(TEXTS.get("charts.history.long"), ChartFactory.history(model, theme)));
    }

    private static Node titled(String text, Node chart) {
        var title = new Label(text);
        title.getStyleClass().add("panel-title");
        var box = new VBox(title, chart);
        box.getStyleClass().add("panel");
        box.setMinWidth(0);
        VBox.setVgrow(chart, Priority.ALWAYS);
        return box;
    }
}
