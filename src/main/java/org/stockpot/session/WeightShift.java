package org.stockpot.session;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;

/**
 * Mixing weights of two trials in the same layer groups.
 *
 * @param ingredients hashes of all that take part in either, those of the first trial before others
 * @param first {@code ingredients × groups}
 * @param second the same for the other trial
 * @param shares whether they are shares, divided by their sums, since both methods look at nothing else
 */
public record WeightShift(List<String> ingredients, MixingWeights first, MixingWeights second, boolean shares) {
    public WeightShift {
        ingredients = List.copyOf(ingredients);
    }

    /**
     * Weights of a single column stand for all groups.
     *
     * @return empty if the trials have different layer groups
     */
    public static Optional<WeightShift> of(Trial first, Trial second) {
        Recipe one = first.recipe();
        Recipe other = second.recipe();
        int groups = Math.max(one.weights().groups(), other.weights().groups());
        boolean plain = one.weights().groups() == 1 || other.weights().groups() == 1;
        boolean alike = one.granularity().equals(other.granularity())
                && one.weights().groups() == other.weights().groups();
        if (groups == 0 || (!plain && !alike)) {
            return Optional.empty();
        }
        boolean shares = one.method().isRelative() && other.method().isRelative();
        Set<String> all = new LinkedHashSet<>(first.ingredients());
        all.addAll(second.ingredients());
        List<String> ingredients = List.copyOf(all);
        return Optional.of(new WeightShift(
                ingredients,
                spread(first, ingredients, groups, shares),
                spread(second, ingredients, groups, shares),
                shares));
    }

    private static MixingWeights spread(Trial trial, List<String> ingredients, int groups, boolean shares) {
        MixingWeights weights = trial.recipe().weights();
        var matrix = new double[ingredients.size()][groups];
        for (int row = 0; row < weights.ingredients(); row++) {
            int place = ingredients.indexOf(trial.ingredients().get(row));
            for (int group = 0; group < groups; group++) {
                matrix[place][group] += weights.weight(row, weights.groups() == 1 ? 0 : group);
            }
        }
        MixingWeights all = MixingWeights.of(matrix);
        return shares ? all.normalised() : all;
    }

    public int groups() {
        return first.groups();
    }

    /** What the second has more than the first. */
    public double difference(int ingredient, int group) {
        return second.weight(ingredient, group) - first.weight(ingredient, group);
    }

    /** The largest difference, without its sign. */
    public double largest() {
        double largest = 0;
        for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
            for (int group = 0; group < groups(); group++) {
                largest = Math.max(largest, Math.abs(difference(ingredient, group)));
            }
        }
        return largest;
    }

    /** One column where all groups are alike, since a map of equal columns says no more. */
    public WeightShift compact() {
        boolean alike = true;
        for (int group = 1; group < groups(); group++) {
            alike &= Arrays.equals(first.column(0), first.column(group))
                    && Arrays.equals(second.column(0), second.column(group));
        }
        return alike && groups() > 1 ? new WeightShift(ingredients, column(first), column(second), shares) : this;
    }

    private static MixingWeights column(MixingWeights weights) {
        return new MixingWeights(weights.rows().stream()
                .map(row -> Collections.singletonList(row.get(0)))
                .toList());
    }
}
