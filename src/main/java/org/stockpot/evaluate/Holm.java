package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many comparisons at once: of twenty tests of equal mixes one falls below 5 % by chance. Holm (1979), "A simple
 * sequentially rejective multiple test procedure", keeps the chance of even one such mistake below the level, whatever
 * the tests have to do with each other.
 */
public final class Holm {
    private Holm() {}

    /**
     * Corrected probabilities: the i-th smallest of m times m − i + 1, at least the one before it, at most 1.
     *
     * @param p of all tests of the family, each 0…1
     * @return in the same order
     */
    public static List<Double> adjusted(List<Double> p) {
        List<Integer> ascending = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .toList();
        var adjusted = new double[p.size()];
        double least = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            int test = ascending.get(rank);
            least = Math.max(least, Math.min(1, p.get(test) * (p.size() - rank)));
            adjusted[test] = least;
        }
        List<Double> all = new ArrayList<>();
        for (double one : adjusted) {
            all.add(one);
        }
        return all;
    }
}
