package org.stockpot.ui;

import javafx.beans.value.ObservableValue;
import javafx.scene.layout.StackPane;
import org.stockpot.ui.chart.Headline;
import org.stockpot.ui.charts.ChartsModel;
import org.stockpot.ui.theme.Theme;

/** The tiles, fed from the newest measurement. */
final class HeadlinePanel extends StackPane {
    HeadlinePanel(ChartsModel model, ObservableValue<Theme> theme) {
        var headline = new Headline(theme);
        setId("headline-panel");
        setMinHeight(124);
        setPrefHeight(124);
        setMaxHeight(124);
        getChildren().add(headline);
        headline.numbersProperty().bind(model.headlineProperty());
    }
}
