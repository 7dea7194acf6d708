package org.stockpot.search;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What can be mixed.
 *
 * @param ingredients names, in the order of the weights' rows; at least one
 * @param groups names of the layer groups, in the order of the weights' columns
 * @param inertGroups columns that cannot change the score; they are never searched
 * @param geometry how the ingredients lie around the base
 */
public record SearchSpace(
        List<String> ingredients, List<String> groups, Set<Integer> inertGroups, WeightGeometry geometry) {
    /** Without anything known about the base. */
    public SearchSpace(List<String> ingredients, List<String> groups, Set<Integer> inertGroups) {
        this(ingredients, groups, inertGroups, WeightGeometry.UNKNOWN);
    }

    public SearchSpace {
        ingredients = List.copyOf(ingredients);
        groups = List.copyOf(groups);
        inertGroups = Set.copyOf(new TreeSet<>(inertGroups));
        if (ingredients.isEmpty()) {
            throw new IllegalArgumentException("no ingredients");
        }
        for (int group : inertGroups) {
            if (group < 0 || group >= groups.size()) {
                throw new IllegalArgumentException("inert group " + group + " of " + groups.size());
            }
        }
    }

    /** Columns that are searched, ascending. */
    public List<Integer> activeGroups() {
        return IntStream.range(0, groups.size())
                .filter(group -> !inertGroups.contains(group))
                .boxed()
                .toList();
    }
}
