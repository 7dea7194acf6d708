package org.stockpot.ui.chart;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where charts come from that may have to be read first. */
@FunctionalInterface
public interface ChartSource {
    /** Reads what the charts need and hands them over, on the JavaFX thread; at once where nothing is to be read. */
    void whenReady(Consumer<List<ChartView>> then);

    /** Its charts, and those of another behind them. */
    default ChartSource and(ChartSource other) {
        return then -> whenReady(first -> other.whenReady(second ->
                then.accept(Stream.concat(first.stream(), second.stream()).toList())));
    }
}
