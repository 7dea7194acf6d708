package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
     *     weights themselves where the method does not divide; 0 for a silent strip
     * @param saved weights of the mix as it was opened or saved
     * @param silent whether it is left out for now, by mute or solo
     */
    record Strip(
            Source source,
            List<Double> weights,
            List<Double> shares,
            List<Double> saved,
            double master,
            double masterShare,
            boolean silent) {
        Strip {
            weights = List.copyOf(weights);
            shares = List.copyOf(shares);
            saved = List.copyOf(saved);
        }

        /** Whether a weight differs from the one that was saved by more than is shown. */
        boolean isChanged(int group) {
            return Math.abs(weights.get(group) - saved.get(group)) > 5e-4;
        }

        /** Whether any weight does. */
        boolean isChanged() {
            return IntStream.range(0, weights.size()).anyMatch(this::isChanged);
        }

        /** The mean of what was saved. */
        double savedMaster() {
            return saved.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        /** Whether the ingredient has another weight in some group than in the others. */
        boolean isUneven() {
            return weights.stream().anyMatch(weight -> Math.abs(weight - master) > 5e-4);
        }
    }

    /** Fits the recipe's weights to the groups; one column stands for all groups. */
    static Desk of(Session session, Optional<OpenSession> opened) {
        return of(session, opened, Audition.NONE, session.recipe());
    }

    /** @param saved the mix that changes are told from */
    static Desk of(Session session, Optional<OpenSession> opened, Audition audition, Recipe saved) {
        List<Group> groups = groups(opened);
        MixingWeights heard = fit(session.recipe(), groups.size());
        MixingWeights weights = audition.whole(session.ingredients(), heard);
        MixingWeights shares = session.recipe().method().isRelative() ? heard.normalised() : heard;
        MixingWeights before =
                saved.weights().ingredients() == weights.ingredients() ? fit(saved, groups.size()) : weights;
        List<Strip> strips = new ArrayList<>();
        for (int ingredient = 0; ingredient < weights.ingredients(); ingredient++) {
            Source source = session.ingredients().get(ingredient);
            strips.add(new Strip(
                    source,
                    weights.rows().get(ingredient),
                    shares.rows().get(ingredient),
                    before.rows().get(ingredient),
                    mean(weights.rows().get(ingredient), groups),
                    mean(shares.rows().get(ingredient), groups),
                    audition.isSilent(source)));
        }
        return new Desk(groups, strips);
    }

    /** Numbers of the groups that count. */
    List<Integer> active() {
        return IntStream.range(0, groups.size())
                .filter(group -> !groups.get(group).inert())
                .boxed()
                .toList();
    }

    /** The largest weight on a scale from 0 that all of them fit on: a quarter, a half, 1, 2, 4 and so on. */
    double scale() {
        double largest = strips.stream()
                .flatMap(strip -> strip.weights().stream())
                .mapToDouble(Math::abs)
                .max()
                .orElse(1);
        double scale = 0.25;
        while (scale < largest - 1e-9 && scale < 1024) {
            scale *= 2;
        }
        return scale;
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
