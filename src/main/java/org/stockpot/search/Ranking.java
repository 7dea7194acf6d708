package org.stockpot.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which of several points are compromises: each has one number per measure, and higher is better in all of them. */
final class Ranking {
    private Ranking() {}

    /** Whether the first is nowhere worse and somewhere better. */
    static boolean dominates(List<Double> first, List<Double> second) {
        boolean better = false;
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i) < second.get(i)) {
                return false;
            }
            better |= first.get(i) > second.get(i);
        }
        return better;
    }

    /**
     * Sorts points into fronts: nobody dominates those of the first, only those of the first dominate those of the second,
     * and so on. Deb et al. 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II", §III A.
     *
     * @return indices of the points, ascending in every front
     */
    static List<List<Integer>> fronts(List<List<Double>> points) {
        List<List<Integer>> fronts = new ArrayList<>();
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, points.size()).boxed().toList());
        while (!left.isEmpty()) {
            List<Integer> rest = List.copyOf(left);
            List<Integer> front = rest.stream()
                    .filter(one -> rest.stream().noneMatch(other -> dominates(points.get(other), points.get(one))))
                    .toList();
            fronts.add(front);
            left.removeAll(front);
        }
        return fronts;
    }

    /**
     * How much room each point of a front has: for every measure the distance between its two neighbours, as a share of
     * the range, added up; infinite at both ends. Ibid., §III B.
     *
     * @return in the order of the points
     */
    static double[] crowding(List<List<Double>> points) {
        var room = new double[points.size()];
        if (points.isEmpty()) {
            return room;
        }
        for (int measure = 0; measure < points.get(0).size(); measure++) {
            int by = measure;
            List<Integer> sorted = IntStream.range(0, points.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(point -> points.get(point).get(by)))
                    .toList();
            int first = sorted.get(0);
            int last = sorted.get(sorted.size() - 1);
            double range = points.get(last).get(by) - points.get(first).get(by);
            room[first] = Double.POSITIVE_INFINITY;
            room[last] = Double.POSITIVE_INFINITY;
            for (int i = 1; range > 0 && i < sorted.size() - 1; i++) {
                double gap = points.get(sorted.get(i + 1)).get(by)
                        - points.get(sorted.get(i - 1)).get(by);
                room[sorted.get(i)] += gap / range;
            }
        }
        return room;
    }
}
