package org.stockpot.ui.chart;

import java.util.List;

/**
 * How often numbers lie in equally wide intervals.
 *
 * @param low where the first interval begins
 * @param high where the last one ends, not below {@code low}
 * @param counts one per interval
 * @param logarithmic whether heights are logarithms, so that rare numbers can be seen
 * @param across what the numbers are
 * @param up what the heights are
 * @param empty what is said while there are no counts
 */
public record HistogramData(
        double low, double high, List<Long> counts, boolean logarithmic, String across, String up, String empty) {
    public HistogramData {
        counts = List.copyOf(counts);
    }

    /** Nothing yet, and what belongs there. */
    public static HistogramData nothing(String sentence) {
        return new HistogramData(0, 0, List.of(), false, "", "", sentence);
    }

    /** Where an interval begins; the one after the last begins at {@code high}. */
    public double edge(int interval) {
        return low + (high - low) * interval / counts.size();
    }

    long largest() {
        return counts.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
