package org.stockpot.ui.chart;

import java.util.List;

/**
 * Accuracies of one class.
 *
 * @param name of the class
 * @param bars one per model, in the order of the legend; NaN where the class has no images
 */
public record BarGroup(String name, List<Measurement> bars) {
    public BarGroup {
        bars = List.copyOf(bars);
    }
}
