package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

/**
 * What the mixing desk shows.
 *
 * @param groups layer groups, in the order of the checkpoints; one group {@code all layers} while they are not known
 * @param strips one per ingredient, in the session's order
 */
record Desk(List<Group> groups, List<Strip> strips) {
    static final Desk EMPTY = new Desk(List.of(), List.of());

    Desk {
        groups = List.copyOf(groups);
        strips = List.copyOf(strips);
    }

    /**
     * A group of layers.
     *
     * @param label its name without what all names begin with
     * @param inert whether its weights cannot change a prediction
     */
    record Group(String name, String label, boolean inert) {}

    /**
     * One ingredient.
     *
     * @param weights one per group
     * @param shares what is left of the weights after the division by their sum, one per group, 0…1 in a convex mix; the
     *     weights themselves where the method does not divide
     */
    record Strip(Source source, List<Double> weights, List<Double> shares, double master, double masterShare) {
        Strip {
            weights = List.copyOf(weights);
            shares = List.copyOf(shares);
        }

        /** Whether the ingredient has another weight in some group than in the others. */
        boolean isUneven() {
            return weights.stream().anyMatch(weight -> Math.abs(weight - master) > 5e-4);
        }
    }

    /** Fits the recipe's weights to the groups; one column stands for all groups. */
    static Desk of(Session session, Optional<OpenSession> opened) {
        List<Group> groups = groups(opened);
        MixingWeights weights = fit(session.recipe(), groups.size());
        MixingWeights shares = session.recipe().method().isRelative() ? weights.normalised() : weights;
        List<Strip> strips = new ArrayList<>();
        for (int ingredient = 0; ingredient < weights.ingredients(); ingredient++) {
            strips.add(new Strip(
                    session.ingredients().get(ingredient),
                    weights.rows().get(ingredient),
                    shares.rows().get(ingredient),
                    mean(weights.rows().get(ingredient), groups),
                    mean(shares.rows().get(ingredient), groups)));
        }
        return new Desk(groups, strips);
    }

    /** Weights with one column per group. */
    static MixingWeights fit(Recipe recipe, int groups) {
        MixingWeights weights = recipe.weights();
        if (weights.groups() == groups || weights.groups() == 0) {
            return weights;
        }
        double[][] matrix = new double[weights.ingredients()][groups];
        for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
            for (int group = 0; group < groups; group++) {
                matrix[ingredient][group] =
                        weights.weight(ingredient, weights.groups() == 1 ? 0 : Math.min(group, weights.groups() - 1));
            }
        }
        return MixingWeights.of(matrix);
    }

    private static List<Group> groups(Optional<OpenSession> opened) {
        if (opened.isEmpty()) {
            return List.of(new Group("all layers", "all layers", false));
        }
        List<String> names = opened.get().groups().names();
        List<Group> groups = new ArrayList<>();
        for (int group = 0; group < names.size(); group++) {
            groups.add(new Group(
                    names.get(group),
                    label(names.get(group), names),
                    opened.get().inertGroups().contains(group)));
        }
        return groups;
    }

    /** The shortest tail of whole parts that says something and that no other name ends with. */
    static String label(String name, List<String> all) {
        for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
            String tail = name.substring(dot + 1);
            boolean unique = all.stream()
                    .noneMatch(other -> !other.equals(name) && (other.equals(tail) || other.endsWith("." + tail)));
            if (unique && !tail.matches("\\d+|weight|bias")) {
                return tail;
            }
        }
        return name;
    }

    /** Over the groups that count. */
    private static double mean(List<Double> values, List<Group> groups) {
        double sum = 0;
        int counted = 0;
        for (int group = 0; group < groups.size(); group++) {
            if (!groups.get(group).inert()) {
                sum += values.get(group);
                counted++;
            }
        }
        return counted == 0 ? values.get(0) : sum / counted;
    }
}
