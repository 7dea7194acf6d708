package org.stockpot.ui.library;

import java.util.Locale;

/** Numbers of bytes and of values as people read them. */
final class Sizes {
    private Sizes() {}

    /** Such as {@code 2.3 MB}; by powers of 1,000, as files are sold. */
    static String bytes(long bytes) {
        return scaled(bytes, "B", "kB", "MB", "GB", "TB");
    }

    /** Such as {@code 87.8 M}. */
    static String count(long count) {
        return scaled(count, "", "k", "M", "G", "T").strip();
    }

    private static String scaled(long number, String... units) {
        double left = number;
        int unit = 0;
        while (left >= 999.95 && unit < units.length - 1) {
            left /= 1000;
            unit++;
        }
        return unit == 0
                ? number + " " + units[0]
                : String.format(Locale.ROOT, left < 99.95 ? "%.1f %s" : "%.0f %s", left, units[unit]);
    }
}
