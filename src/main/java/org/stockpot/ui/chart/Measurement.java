package org.stockpot.ui.chart;

import java.util.List;
import java.util.Locale;
import org.stockpot.session.chart.Table;

/**
 * An accuracy and how sure it is, as charts show it.
 *
 * @param value 0…1
 * @param low lower end of the 95 % interval
 * @param high upper end
 * @param images how many it was measured on
 */
public record Measurement(double value, double low, double high, long images) {
    /** Such as {@code 83.05 % [82.6, 83.5], n = 26,000}. */
    @Override
    public String toString() {
        return percent(value) + " " + interval() + String.format(Locale.ROOT, ", n = %,d", images);
    }

    /** Such as {@code [82.6, 83.5]}, in percent. */
    public String interval() {
        return String.format(Locale.ROOT, "[%.1f, %.1f]", 100 * low, 100 * high);
    }

    /** The columns of {@link #cells} in a table. */
    static List<String> columns(String name) {
        return List.of(name, name + "_low", name + "_high", name + "_images");
    }

    /** Value, both ends of the interval and the number of images, as files have them. */
    List<String> cells() {
        return List.of(Table.number(value), Table.number(low), Table.number(high), Long.toString(images));
    }

    /** A share as percent with two decimals. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
