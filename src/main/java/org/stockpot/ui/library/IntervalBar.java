package org.stockpot.ui.library;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.stockpot.evaluate.Interval;

/** A share as a bar from 0 to 100 %, its 95 % interval as a darker end. */
final class IntervalBar extends Region {
    private static final double TALL = 8;
    private static final double LEAST = 3;

    private final Region fill = new Region();
    private final Region range = new Region();
    private final double share;
    private final Interval interval;

    IntervalBar(double share, Interval interval, String words) {
        this.share = share;
        this.interval = interval;
        getStyleClass().add("interval-bar");
        fill.getStyleClass().add("interval-fill");
        range.getStyleClass().add("interval-range");
        fill.setManaged(false);
        range.setManaged(false);
        setMinSize(0, TALL);
        setPrefSize(0, TALL);
        setMaxHeight(TALL);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(words);
        getChildren().addAll(fill, range);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        fill.resizeRelocate(0, 0, width * share, getHeight());
        double left = width * interval.low();
        double wide = Math.max(LEAST, width * interval.high() - left);
        range.resizeRelocate(Math.min(left, width - wide), 0, wide, getHeight());
    }
}
