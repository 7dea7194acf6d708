package org.stockpot.search;

import java.util.Arrays;
import java.util.List;

/**
 * Where a minimiser ended.
 *
 * @param point the best one seen; the first of several that are equally good
 * @param value there
 * @param calls of the objective
 */
public record Minimum(List<Double> point, double value, int calls) {
    public Minimum {
        point = List.copyOf(point);
    }

    static Minimum at(double[] point, double value, int calls) {
        return new Minimum(Arrays.stream(point).boxed().toList(), value, calls);
    }

    double[] toArray() {
        return point.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
