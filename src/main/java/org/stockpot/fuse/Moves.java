package org.stockpot.fuse;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a mix answers when one of its weights is moved by hand.
 *
 * @param rule what holds in every layer group
 * @param locks what stays as it is
 * @param linkedGroups groups in which an ingredient's weights keep their proportions when one of them moves; none or several
 * @param linkedIngredients ingredients that keep theirs
 */
public record Moves(ShareRule rule, Locks locks, Set<Integer> linkedGroups, Set<Integer> linkedIngredients) {
    /** Nothing holds anything. */
    public static final Moves FREE = new Moves(ShareRule.FREE, (ingredient, group) -> false, Set.of(), Set.of());

    private static final double NOTHING = 1e-9;

    public Moves {
        linkedGroups = Set.copyOf(linkedGroups);
        linkedIngredients = Set.copyOf(linkedIngredients);
    }

    /** Which weights stay as they are. */
    @FunctionalInterface
    public interface Locks {
        boolean hold(int ingredient, int group);
    }

    /**
     * A mix after a move.
     *
     * @param stop why not all of it is what was wanted
     * @param where the first layer group of which that is true
     */
    public record Moved(MixingWeights weights, Optional<ShareRule.Stop> stop, OptionalInt where) {}

    /** Moves one weight, and what is linked to it. */
    public Moved move(MixingWeights start, int ingredient, int group, double to) {
        double from = start.weight(ingredient, group);
        var wanted = new Wanted(start);
        for (int linkedGroup : with(linkedGroups, group)) {
            for (int linked : with(linkedIngredients, ingredient)) {
                if (linked == ingredient && linkedGroup == group) {
                    wanted.put(ingredient, group, to);
                } else {
                    wanted.follow(linked, linkedGroup, from, to);
                }
            }
        }
        return apply(start, wanted);
    }

    /**
     * Moves one ingredient in all layer groups, and what is linked to it. Weights keep their proportions.
     *
     * @param from what stands for all of its weights, such as their mean; if 0, they all become the same
     */
    public Moved moveAll(MixingWeights start, int ingredient, double from, double to) {
        var wanted = new Wanted(start);
        for (int group = 0; group < start.groups(); group++) {
            for (int linked : with(linkedIngredients, ingredient)) {
                if (linked == ingredient && Math.abs(from) < NOTHING) {
                    wanted.put(ingredient, group, to);
                } else {
                    wanted.follow(linked, group, from, to);
                }
            }
        }
        return apply(start, wanted);
    }

    /** Gives one ingredient a weight per layer group. */
    public Moved set(MixingWeights start, int ingredient, double[] weights) {
        var wanted = new Wanted(start);
        for (int group = 0; group < start.groups(); group++) {
            wanted.put(ingredient, group, weights[group]);
        }
        return apply(start, wanted);
    }

    /** Brings a mix to what the rule asks for. */
    public Moved settle(MixingWeights start) {
        var wanted = new Wanted(start);
        for (int group = 0; group < start.groups(); group++) {
            wanted.byGroup.put(group, Map.of());
        }
        return apply(start, wanted);
    }

    private Moved apply(MixingWeights start, Wanted wanted) {
        double[][] matrix = start.toMatrix();
        Optional<ShareRule.Stop> stop = wanted.stop;
        OptionalInt where = wanted.where;
        for (var entry : wanted.byGroup.entrySet()) {
            int group = entry.getKey();
            ShareRule.Answer answer =
                    rule.move(start.column(group), entry.getValue(), ingredient -> locks.hold(ingredient, group));
            for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
                matrix[ingredient][group] = answer.weight(ingredient);
            }
            if (stop.isEmpty() && answer.stop().isPresent()) {
                stop = answer.stop();
                where = OptionalInt.of(group);
            }
        }
        return new Moved(MixingWeights.of(matrix), stop, where);
    }

    private static Set<Integer> with(Set<Integer> linked, int one) {
        return linked.contains(one) ? new TreeSet<>(linked) : Set.of(one);
    }

    /** What weights are to be, by layer group and ingredient. */
    private static final class Wanted {
        private final MixingWeights start;
        private final Map<Integer, Map<Integer, Double>> byGroup = new TreeMap<>();
        private Optional<ShareRule.Stop> stop = Optional.empty();
        private OptionalInt where = OptionalInt.empty();

        Wanted(MixingWeights start) {
            this.start = start;
        }

        void put(int ingredient, int group, double weight) {
            byGroup.computeIfAbsent(group, unknown -> new TreeMap<>()).put(ingredient, weight);
        }

        /** A weight changes as another one does, in proportion; where that one comes from 0, only if it is 0 too. */
        void follow(int ingredient, int group, double from, double to) {
            double weight = start.weight(ingredient, group);
            if (Math.abs(from) >= NOTHING) {
                put(ingredient, group, weight * to / from);
            } else if (Math.abs(weight) < NOTHING) {
                put(ingredient, group, to);
            } else if (stop.isEmpty()) {
                stop = Optional.of(ShareRule.Stop.ZERO);
                where = OptionalInt.of(group);
            }
        }
    }
}
