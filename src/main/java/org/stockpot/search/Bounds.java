package org.stockpot.search;

import java.util.Collections;
import java.util.List;

/**
 * Between which numbers every dimension of a search stays, both included.
 *
 * @param ranges one per dimension
 */
public record Bounds(List<Range> ranges) {
    /** One dimension's bounds; {@code low < high}. */
    public record Range(double low, double high) {
        public Range {
            if (!(low < high)) {
                throw new IllegalArgumentException("range " + low + "…" + high);
            }
        }

        double clip(double value) {
            return Math.max(low, Math.min(high, value));
        }
    }

    public Bounds {
        ranges = List.copyOf(ranges);
    }

    /** The same bounds in all dimensions. */
    public static Bounds all(int dimensions, double low, double high) {
        return new Bounds(Collections.nCopies(dimensions, new Range(low, high)));
    }

    public int dimensions() {
        return ranges.size();
    }

    /** The nearest point within the bounds. */
    public double[] clip(double[] point) {
        double[] clipped = point.clone();
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = ranges.get(i).clip(point[i]);
        }
        return clipped;
    }

    /** From the unit cube: 0 is a low bound, 1 a high one. */
    double[] fromUnit(double[] unit) {
        double[] point = unit.clone();
        for (int i = 0; i < point.length; i++) {
            Range range = ranges.get(i);
            point[i] = range.clip(range.low() + unit[i] * (range.high() - range.low()));
        }
        return point;
    }

    /** To the unit cube. */
    double[] toUnit(double[] point) {
        double[] unit = point.clone();
        for (int i = 0; i < unit.length; i++) {
            Range range = ranges.get(i);
            unit[i] = (point[i] - range.low()) / (range.high() - range.low());
        }
        return unit;
    }
}
