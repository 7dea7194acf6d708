package org.stockpot.session.report;

import java.util.Locale;
import org.stockpot.evaluate.Interval;

/** Numbers as reports write them. */
final class Figures {
    private Figures() {}

    /** A share as percent with two decimals. */
    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f", 100 * share) : "–";
    }

    /** Percent with an interval. */
    static String percent(double share, Interval interval) {
        return String.format(
                Locale.ROOT, "%s [%.1f,\u00a0%.1f]", percent(share), 100 * interval.low(), 100 * interval.high());
    }

    /** A difference of shares in points, with its sign. */
    static String points(double difference) {
        return String.format(Locale.ROOT, "%+.2f", 100 * difference);
    }

    /** A probability with two digits. */
    static String probability(double p) {
        return p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.1e", p);
    }

    static String decimals(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
