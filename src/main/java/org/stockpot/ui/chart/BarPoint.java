package org.stockpot.ui.chart;

/**
 * One bar.
 *
 * @param model index in the legend
 * @param name of the model
 */
public record BarPoint(BarGroup group, int model, String name) {
    Measurement measured() {
        return group.bars().get(model);
    }
}
