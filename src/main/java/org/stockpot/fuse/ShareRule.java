package org.stockpot.fuse;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the other weights of a layer group answer when some of them move. */
public enum ShareRule {
    /** They stay as they are. */
    FREE,
    /** They share what is left of 1, in proportion; weights may be negative or above 1. */
    SUM,
    /** They share what is left of 1, in proportion; every weight stays within 0…1. */
    CONVEX;

    private static final double NOTHING = 1e-9;

    /** Why weights are not, or not only, what was wanted. */
    public enum Stop {
        /** What was to move is locked. */
        LOCKED,
        /** Nothing else may move, so that the sum could stay 1. */
        OTHERS_LOCKED,
        /** The locked weights leave less than was wanted. */
        LIMIT,
        /** A weight of 0 has no proportion to those that are linked to it. */
        ZERO
    }

    /**
     * Weights of one layer group after a move.
     *
     * @param weights one per ingredient
     * @param stop empty if they are what was wanted
     */
    public record Answer(MixingWeights weights, Optional<Stop> stop) {
        /** The weight of one ingredient. */
        public double weight(int ingredient) {
            return weights.weight(ingredient, 0);
        }

        private static Answer of(double[] weights, Optional<Stop> stop) {
            var column = new double[weights.length][1];
            for (int ingredient = 0; ingredient < weights.length; ingredient++) {
                column[ingredient][0] = weights[ingredient];
            }
            return new Answer(MixingWeights.of(column), stop);
        }
    }

    /** Which ingredients' weights stay as they are. */
    @FunctionalInterface
    public interface Lock {
        boolean holds(int ingredient);
    }

    /**
     * Moves weights of one layer group. Where the others are all 0, they get equal shares; where the move is not possible,
     * weights stay or go as far as they can.
     *
     * @param weights one per ingredient
     * @param wanted new weights by ingredient; without any, the weights are only brought to what the rule asks for
     */
    public Answer move(double[] weights, Map<Integer, Double> wanted, Lock lock) {
        Map<Integer, Double> moving = new TreeMap<>(wanted);
        moving.keySet().removeIf(lock::holds);
        if (moving.isEmpty() && !wanted.isEmpty()) {
            return Answer.of(weights, Optional.of(Stop.LOCKED));
        }
        double[] moved = weights.clone();
        if (this == FREE) {
            moving.forEach((ingredient, weight) -> moved[ingredient] = weight);
            return Answer.of(moved, Optional.empty());
        }
        double left = 1;
        int free = 0;
        for (int ingredient = 0; ingredient < weights.length; ingredient++) {
            left -= lock.holds(ingredient) ? weights[ingredient] : 0;
            free += lock.holds(ingredient) || moving.containsKey(ingredient) ? 0 : 1;
        }
        if (this == CONVEX && left < -NOTHING) {
            return Answer.of(weights, Optional.of(Stop.LIMIT));
        }
        Optional<Stop> stop = fit(moving, left, free);
        if (stop.equals(Optional.of(Stop.OTHERS_LOCKED)) && sum(moving) == 0 && Math.abs(left) > NOTHING) {
            return Answer.of(weights, stop);
        }
        moving.forEach((ingredient, weight) -> moved[ingredient] = weight);
        if (free > 0) {
            spread(moved, left - sum(moving), one -> lock.holds(one) || moving.containsKey(one), free);
        }
        return Answer.of(moved, stop);
    }

    /** Brings what was wanted to what there is. */
    private Optional<Stop> fit(Map<Integer, Double> moving, double left, int free) {
        Optional<Stop> stop = Optional.empty();
        if (this == CONVEX) {
            if (moving.values().stream().anyMatch(weight -> weight < 0)) {
                stop = Optional.of(Stop.LIMIT);
            }
            moving.replaceAll((ingredient, weight) -> Math.max(0, weight));
        }
        double sum = sum(moving);
        boolean tooMuch = this == CONVEX && sum > left + NOTHING;
        boolean nowhereToGo = free == 0 && Math.abs(sum - left) > NOTHING;
        if ((tooMuch || nowhereToGo) && sum != 0) {
            double scale = left / sum;
            moving.replaceAll((ingredient, weight) -> weight * scale);
        }
        return nowhereToGo ? Optional.of(Stop.OTHERS_LOCKED) : tooMuch ? Optional.of(Stop.LIMIT) : stop;
    }

    /** Gives those that may move a sum, in proportion to what they have. */
    private void spread(double[] weights, double rest, Lock still, int free) {
        double sum = 0;
        for (int ingredient = 0; ingredient < weights.length; ingredient++) {
            if (!still.holds(ingredient)) {
                weights[ingredient] = this == CONVEX ? Math.max(0, weights[ingredient]) : weights[ingredient];
                sum += weights[ingredient];
            }
        }
        for (int ingredient = 0; ingredient < weights.length; ingredient++) {
            if (!still.holds(ingredient)) {
                weights[ingredient] =
                        sum > NOTHING ? weights[ingredient] * rest / sum : weights[ingredient] + (rest - sum) / free;
            }
        }
    }

    private static double sum(Map<Integer, Double> moving) {
        return moving.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
