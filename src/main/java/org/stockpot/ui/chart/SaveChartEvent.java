package org.stockpot.ui.chart;

import javafx.event.Event;
import javafx.event.EventType;
import org.stockpot.session.ChartFile;

/**
 * The wish to have a chart as a file. It goes up the scene graph from the chart to whoever can ask where to and write, so
 * that a chart works in every panel without knowing either.
 */
public final class SaveChartEvent extends Event {
    /** The one type. */
    public static final EventType<SaveChartEvent> SAVE = new EventType<>(Event.ANY, "SAVE_CHART");

    private static final long serialVersionUID = 1;

    private final transient ChartFile file;

    SaveChartEvent(ChartFile file) {
        super(SAVE);
        this.file = file;
    }

    /** What is to be written. */
    public ChartFile file() {
        return file;
    }
}
