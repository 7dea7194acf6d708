package org.stockpot.ui;

import javafx.beans.value.ObservableValue;
import javafx.scene.layout.StackPane;
import org.stockpot.ui.chart.Headline;
import org.stockpot.ui.theme.Theme;

/** The tiles, fed from the newest measurement. */
final class HeadlinePanel extends StackPane {
    private final Kitchen kitchen;
    private final Headline headline;
    private boolean stale = true;

    HeadlinePanel(Kitchen kitchen, ObservableValue<Theme> theme) {
        this.kitchen = kitchen;
        this.headline = new Headline(theme);
        setId("headline-panel");
        setMinHeight(124);
        setPrefHeight(124);
        setMaxHeight(124);
        getChildren().add(headline);
        kitchen.session().sessionProperty().addListener((observable, before, now) -> stale = true);
        kitchen.live().readingProperty().addListener((observable, before, now) -> stale = true);
    }

    /** Once per pulse: shows what changed since. */
    void poll() {
        if (stale) {
            stale = false;
            headline.numbersProperty()
                    .set(Plots.headline(
                            kitchen.session().session(),
                            kitchen.live().readingProperty().get()));
        }
    }
}
