package org.stockpot.ui.chart;

import java.util.List;
import java.util.function.Consumer;

/** Where charts come from that may have to be read first. */
@FunctionalInterface
public interface ChartSource {
    /** Reads what the charts need and hands them over, on the JavaFX thread; at once where nothing is to be read. */
    void whenReady(Consumer<List<ChartView>> then);
}
