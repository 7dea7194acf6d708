package org.stockpot.ui.state;

import java.time.Duration;
import java.util.Locale;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.ui.text.Texts;

/** Numbers as people read them; the same everywhere in the window. */
public final class Figures {
    private static final Texts TEXTS = Texts.of(Figures.class);

    private Figures() {}

    /** Such as {@code 83.05 %}; a dash for NaN. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Such as {@code 83 %}. */
    public static String wholePercent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Such as {@code [82.6, 83.5]}, in percent. */
    public static String interval(Interval interval) {
        return String.format(Locale.ROOT, "[%.1f, %.1f]", 100 * interval.low(), 100 * interval.high());
    }

    /** Such as {@code 12.5 %}, for shares of a mix. */
    public static String percentShort(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Such as {@code 83.05 % [82.6, 83.5]}. */
    public static String accuracy(Evaluation evaluation) {
        return percent(evaluation.accuracy()) + " " + interval(evaluation.interval());
    }

    /** A mixing weight, such as {@code 0.125}. */
    public static String weight(double weight) {
        return String.format(Locale.ROOT, "%.3f", weight);
    }

    /** Such as {@code about 4 min left}: rounded, because it is an extrapolation. */
    public static String left(Duration duration) {
        return TEXTS.get("figures.left", rounded(duration));
    }

    /** Such as {@code 340 MB} or {@code 1.2 GB}; powers of 1024. */
    public static String bytes(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%d MB", bytes >> 20)
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    /**
     * Such as {@code 240/s}, {@code 1.5/s} or {@code 12/min}.
     *
     * @param perSecond steps in a second
     */
    public static String rate(double perSecond) {
        return perSecond >= 10
                ? String.format(Locale.ROOT, "%,.0f/s", perSecond)
                : perSecond >= 1
                        ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                        : String.format(Locale.ROOT, "%.0f/min", perSecond * 60);
    }

    /** Such as {@code 0:07}, {@code 12:30} or {@code 1:02:03}. */
    public static String elapsed(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Such as {@code 25 s}, {@code 4 min}, {@code 1.5 h}. */
    public static String rounded(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 10) {
            return seconds + " s";
        }
        if (seconds < 90) {
            return 5 * Math.round(seconds / 5.0) + " s";
        }
        if (seconds < 90 * 60) {
            return Math.round(seconds / 60.0) + " min";
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
    }
}
