package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

/**
 * What can be mixed, and what of it may change.
 *
 * @param ingredients names, in the order of the weights' rows; at least one
 * @param groups names of the layer groups, in the order of the weights' columns, which is that of the network
 * @param inertGroups columns that cannot change the score; they are never searched
 * @param geometry how the ingredients lie around the base
 * @param sliders the mix that the session has
 * @param constraints what every mix of a search obeys
 */
public record SearchSpace(
        List<String> ingredients,
        List<String> groups,
        Set<Integer> inertGroups,
        WeightGeometry geometry,
        MixingWeights sliders,
        Constraints constraints) {
    /** Columns whose sum is this near to 1 are shares, and stay so. */
    private static final double SHARES = 1e-9;

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
        if (sliders.ingredients() != ingredients.size() || sliders.groups() != groups.size()) {
            throw new IllegalArgumentException("sliders " + sliders.ingredients() + " × " + sliders.groups() + " for "
                    + ingredients.size() + " ingredients and " + groups.size() + " groups");
        }
    }

    /** Everything may change, the sliders are even, and nothing is known about the base. */
    public SearchSpace(List<String> ingredients, List<String> groups, Set<Integer> inertGroups) {
        this(ingredients, groups, inertGroups, WeightGeometry.UNKNOWN);
    }

    /** Everything may change; the sliders are even. */
    public SearchSpace(
            List<String> ingredients, List<String> groups, Set<Integer> inertGroups, WeightGeometry geometry) {
        this(
                ingredients,
                groups,
                inertGroups,
                geometry,
                MixingWeights.uniform(ingredients.size(), groups.size()),
                Constraints.NONE);
    }

    /**
     * The same with other sliders, and less that may change.
     *
     * @throws StockpotException if the constraints cannot be held
     */
    public SearchSpace with(MixingWeights other, Constraints less) throws StockpotException {
        less.require(groups, ingredients.size());
        var space = new SearchSpace(ingredients, groups, inertGroups, geometry, other, less);
        for (Set<String> link : less.proportions()) {
            space.proportion(link).require(ingredients, groups);
        }
        return space;
    }

    /** Columns that are searched, ascending. */
    public List<Integer> activeGroups() {
        return IntStream.range(0, groups.size())
                .filter(group -> !inertGroups.contains(group) && !isPinned(group))
                .boxed()
                .toList();
    }

    /**
     * What a search chooses numbers for: the columns that share one, ascending, in the order of their first. Without links
     * one per active group.
     */
    public List<List<Integer>> variables() {
        var variables = new ArrayList<List<Integer>>();
        List<Integer> active = activeGroups();
        for (int group : active) {
            List<Integer> columns =
                    linked(group).stream().filter(active::contains).toList();
            if (columns.get(0) == group) {
                variables.add(columns);
            }
        }
        return variables;
    }

    /**
     * The nearest weights that obey the constraints. Linked columns become the first of them that is active, or follow it
     * in proportion. Weights in a range are clipped; where their sum is 1 it stays 1.
     */
    public MixingWeights held(MixingWeights weights) {
        if (constraints.allowEverything()) {
            return weights;
        }
        double[][] columns = new double[groups.size()][];
        for (int group = 0; group < columns.length; group++) {
            columns[group] = isPinned(group)
                    ? sliders.column(group)
                    : within(
                            weights.column(leader(group)),
                            constraints.low(groups.get(group)),
                            constraints.high(groups.get(group)));
        }
        for (Set<String> link : constraints.proportions()) {
            Proportion proportion = proportion(link);
            double[] lead = proportion.within(weights.column(proportion.leader()));
            proportion.columns().forEach(group -> columns[group] = proportion.follow(lead, group));
        }
        return MixingWeights.of(rows(columns));
    }

    /**
     * The chain rule through {@link #held}: how a loss changes with the weights that are asked for. What groups that are
     * linked do to it is with the one that they follow; groups that are not searched do nothing. What leads further beyond a
     * range is lost, what leads back stays.
     *
     * @param byHeld how the loss changes with the weights that are held, {@code [ingredient][group]}
     * @return the same for those that are asked for
     */
    double[][] slopeByAsked(MixingWeights asked, double[][] byHeld) {
        if (constraints.allowEverything()) {
            return byHeld;
        }
        MixingWeights held = held(asked);
        var columns = new double[groups.size()][ingredients.size()];
        for (int group : activeGroups()) {
            int leader = leader(group);
            double[] column =
                    Arrays.stream(byHeld).mapToDouble(row -> row[group]).toArray();
            double[] slope = proportionOf(group)
                    .map(proportion -> proportion.slopeByLead(held.column(leader), group, column))
                    .orElse(column);
            Arrays.setAll(columns[leader], ingredient -> columns[leader][ingredient] + slope[ingredient]);
        }
        for (int group : activeGroups()) {
            turnBack(columns[group], asked.column(group), held.column(group));
        }
        return rows(columns);
    }

    /** Takes out of a slope what leads further from the weights that are held to those that are asked for. */
    private static void turnBack(double[] slope, double[] asked, double[] held) {
        double along = 0;
        double square = 0;
        for (int i = 0; i < slope.length; i++) {
            double beyond = asked[i] - held[i];
            along += slope[i] * beyond;
            square += beyond * beyond;
        }
        double factor = along / square;
        if (factor < 0) {
            Arrays.setAll(slope, i -> slope[i] - factor * (asked[i] - held[i]));
        }
    }

    private double[][] rows(double[][] columns) {
        var matrix = new double[ingredients.size()][columns.length];
        for (int group = 0; group < columns.length; group++) {
            for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
                matrix[ingredient][group] = columns[group][ingredient];
            }
        }
        return matrix;
    }

    private boolean isPinned(int group) {
        return constraints.pinned().contains(groups.get(group));
    }

    /** The columns that are linked to a column, itself among them, ascending. */
    private List<Integer> linked(int group) {
        return constraints.linkedTo(groups.get(group)).stream()
                .map(groups::indexOf)
                .sorted()
                .toList();
    }

    private Optional<Proportion> proportionOf(int group) {
        return constraints.proportions().stream()
                .filter(link -> link.contains(groups.get(group)))
                .findFirst()
                .map(this::proportion);
    }

    private Proportion proportion(Set<String> link) {
        List<Integer> columns = link.stream().map(groups::indexOf).sorted().toList();
        return new Proportion(
                sliders,
                leader(columns.get(0)),
                columns,
                columns.stream()
                        .map(group -> new Proportion.Limits(
                                constraints.low(groups.get(group)), constraints.high(groups.get(group))))
                        .toList());
    }

    private int leader(int group) {
        List<Integer> columns = linked(group);
        return columns.stream()
                .filter(column -> !inertGroups.contains(column))
                .findFirst()
                .orElse(columns.get(0));
    }

    private static double[] within(double[] column, double low, double high) {
        if (Arrays.stream(column).allMatch(weight -> weight >= low && weight <= high)) {
            return column;
        }
        if (Math.abs(Arrays.stream(column).sum() - 1) > SHARES) {
            return moved(column, 0, low, high);
        }
        // The nearest point of the simplex within the box is reached by one shift for all, then clipping.
        double from = -1 - column.length * spread(column);
        double to = -from;
        for (int halving = 0; halving < 100; halving++) {
            double middle = (from + to) / 2;
            if (Arrays.stream(moved(column, middle, low, high)).sum() < 1) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return moved(column, to, low, high);
    }

    private static double spread(double[] column) {
        return Arrays.stream(column).map(Math::abs).max().orElse(0);
    }

    private static double[] moved(double[] column, double shift, double low, double high) {
        return Arrays.stream(column)
                .map(weight -> Math.max(low, Math.min(high, weight + shift)))
                .toArray();
    }
}
