package org.stockpot.session.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale from values to shares of a length, with ticks at round numbers.
 *
 * @param low value at share 0
 * @param high value at share 1, above {@code low}
 * @param kind how values spread between the ends
 * @param unit how values are written
 */
public record Axis(double low, double high, Kind kind, Unit unit) {
    private static final double SMALLEST_SPAN = 1e-9;

    public Axis {
        if (!(high > low) || (kind == Kind.LOGARITHMIC && !(low > 0))) {
            throw new IllegalArgumentException(kind + " axis from " + low + " to " + high);
        }
    }

    /** How values spread. */
    public enum Kind {
        LINEAR,
        LOGARITHMIC
    }

    /** How values are written. */
    public enum Unit {
        PLAIN,
        /** Shares 0…1 written as percent. */
        PERCENT,
        /** Whole numbers; ticks never fall between them. */
        COUNT,
        /** Places that have names of their own, so no ticks. */
        NONE
    }

    /** A mark on the axis. */
    public record Tick(double value, String text) {}

    /** A linear axis that covers some values with a margin (a share of their span) on both sides. */
    public static Axis around(double min, double max, double margin, Unit unit) {
        double span = Math.max(max - min, Math.max(SMALLEST_SPAN, unit == Unit.PERCENT ? 0.004 : 0));
        double middle = (min + max) / 2;
        double half = span / 2 + margin * span;
        return new Axis(middle - half, middle + half, Kind.LINEAR, unit);
    }

    /** A linear axis between two values; widened to one unit where they are equal. */
    public static Axis linear(double low, double high, Unit unit) {
        return new Axis(low, high > low ? high : low + 1, Kind.LINEAR, unit);
    }

    /** A logarithmic axis between two positive values; widened where they are equal. */
    public static Axis logarithmic(double low, double high, Unit unit) {
        return high > low * 1.01
                ? new Axis(low, high, Kind.LOGARITHMIC, unit)
                : new Axis(low / 2, low * 2, Kind.LOGARITHMIC, unit);
    }

    /** Where a value lies, 0 at the low end and 1 at the high end; values outside lie outside. */
    public double share(double value) {
        return kind == Kind.LINEAR
                ? (value - low) / (high - low)
                : Math.log(Math.max(value, Double.MIN_NORMAL) / low) / Math.log(high / low);
    }

    /** The inverse of {@link #share}. */
    public double value(double share) {
        return kind == Kind.LINEAR ? low + share * (high - low) : low * Math.pow(high / low, share);
    }

    /** Round numbers between the ends, at most about as many as wanted, ascending. */
    public List<Tick> ticks(int wanted) {
        if (unit == Unit.NONE) {
            return List.of();
        }
        // Between shares of the same size no power of ten lies; round numbers do.
        return kind == Kind.LINEAR || unit == Unit.PERCENT
                ? linearTicks(Math.max(1, wanted))
                : logarithmicTicks(Math.max(1, wanted));
    }

    private List<Tick> linearTicks(int wanted) {
        double factor = unit == Unit.PERCENT ? 100 : 1;
        double step = roundStep((high - low) * factor / wanted);
        if (unit == Unit.COUNT) {
            step = Math.max(1, step);
        }
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        var ticks = new ArrayList<Tick>();
        for (long k = (long) Math.ceil(low * factor / step - 1e-9); k * step <= high * factor + 1e-9 * step; k++) {
            ticks.add(new Tick(k * step / factor, write(k * step, decimals)));
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, at least the given size. */
    private static double roundStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= atLeast * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private List<Tick> logarithmicTicks(int wanted) {
        double decades = Math.log10(high / low);
        int[] factors = decades * 3 <= wanted ? new int[] {1, 2, 5} : new int[] {1};
        int stride = Math.max(1, (int) Math.ceil(decades / wanted));
        var ticks = new ArrayList<Tick>();
        for (int exponent = (int) Math.floor(Math.log10(low)); Math.pow(10, exponent) <= high; exponent++) {
            if (Math.floorMod(exponent, stride) == 0) {
                for (int factor : factors) {
                    double value = factor * Math.pow(10, exponent);
                    if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                        ticks.add(new Tick(value, significant(value)));
                    }
                }
            }
        }
        if (ticks.size() < 2) {
            return List.of(new Tick(low, significant(low)), new Tick(high, significant(high)));
        }
        return ticks;
    }

    private String write(double scaled, int decimals) {
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", scaled == 0 ? 0.0 : scaled);
        return unit == Unit.PERCENT ? text + " %" : text;
    }

    /** At most three significant digits without trailing zeros, such as {@code 0.02}, {@code 0.314} or {@code 2e-6}. */
    public static String significant(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e6) {
            String text = String.format(Locale.ROOT, "%.1e", value);
            return text.replace(".0e", "e").replaceFirst("e([+-])0", "e$1").replace("e+", "e");
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
