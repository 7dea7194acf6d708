package org.stockpot.ui.chart;

import java.util.List;

/**
 * Images of each class taken for each class.
 *
 * @param classes names, in label order
 * @param images {@code [class][taken for]}
 * @param totals images of each class, whatever they were taken for
 */
public record ConfusionData(List<String> classes, List<List<Integer>> images, List<Integer> totals) {
    public static final ConfusionData EMPTY = new ConfusionData(List.of(), List.of(), List.of());

    public ConfusionData {
        classes = List.copyOf(classes);
        images = images.stream().map(List::copyOf).toList();
        totals = List.copyOf(totals);
        if (images.size() != classes.size() || totals.size() != classes.size()) {
            throw new IllegalArgumentException(
                    images.size() + " rows and " + totals.size() + " totals for " + classes.size() + " classes");
        }
        for (List<Integer> row : images) {
            if (row.size() != classes.size()) {
                throw new IllegalArgumentException(row.size() + " cells for " + classes.size() + " classes");
            }
        }
    }

    /** Share of a class's images that were taken for another, 0…1; NaN without images. */
    double share(int from, int to) {
        return (double) images.get(from).get(to) / totals.get(from);
    }
}
