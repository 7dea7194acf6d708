package org.stockpot.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;

/**
 * One mix that was measured, with all it takes to measure it again.
 *
 * @param origin where the recipe came from, such as {@code sliders} or the name of a search
 * @param recipe how it was cooked, one column of weights per layer group
 * @param ingredients SHA-256 of the ingredients' files, in the order of the recipe's rows
 * @param seed of the search that made it, 0 where nothing was random
 * @param evaluations one per data set, in the session's order
 * @param device engine and device, for people
 * @param seconds wall time of the measurement
 * @param finished when it ended
 * @param search that came upon the mix; empty where it was made otherwise
 * @param note what the user wrote on it
 */
public record Trial(
        String origin,
        Recipe recipe,
        List<String> ingredients,
        long seed,
        List<Evaluation> evaluations,
        String device,
        double seconds,
        Instant finished,
        Optional<TrialSearch> search,
        TrialNote note) {
    public Trial {
        ingredients = List.copyOf(ingredients);
        evaluations = List.copyOf(evaluations);
    }

    /** A mix that no search made. */
    public Trial(
            String origin,
            Recipe recipe,
            List<String> ingredients,
            long seed,
            List<Evaluation> evaluations,
            String device,
            double seconds,
            Instant finished) {
        this(
                origin,
                recipe,
                ingredients,
                seed,
                evaluations,
                device,
                seconds,
                finished,
                Optional.empty(),
                TrialNote.NONE);
    }

    /** The first evaluation with a role; a session may have several OOD sets. */
    public Optional<Evaluation> evaluation(Role role) {
        return evaluations.stream().filter(one -> one.role() == role).findFirst();
    }

    /** The same measurement under another origin. */
    public Trial from(String newOrigin, long newSeed) {
        return new Trial(newOrigin, recipe, ingredients, newSeed, evaluations, device, seconds, finished, search, note);
    }

    /** The same measurement with something else written on it. */
    public Trial noted(TrialNote newNote) {
        return new Trial(origin, recipe, ingredients, seed, evaluations, device, seconds, finished, search, newNote);
    }

    /** The same with evaluations under other names. */
    Trial on(List<Evaluation> named) {
        return new Trial(origin, recipe, ingredients, seed, named, device, seconds, finished, search, note);
    }

    /** The same measurement of a mix that a search came upon. */
    Trial foundBy(TrialSearch finder) {
        return new Trial(
                origin, recipe, ingredients, seed, evaluations, device, seconds, finished, Optional.of(finder), note);
    }

    /** The hash of the one checkpoint that the mix consists of; empty where there are several. */
    public Optional<String> alone() {
        MixingWeights weights = recipe.weights();
        if (!recipe.method().isRelative()) {
            // A part of a difference from the base, or a thinned one, is another model.
            return Optional.empty();
        }
        int only = -1;
        for (int ingredient = 0; ingredient < weights.ingredients(); ingredient++) {
            if (weights.rows().get(ingredient).stream().anyMatch(weight -> weight != 0)) {
                if (only >= 0) {
                    return Optional.empty();
                }
                only = ingredient;
            }
        }
        boolean whole = only >= 0 && weights.rows().get(only).stream().allMatch(weight -> weight != 0);
        return whole ? Optional.of(ingredients.get(only)) : Optional.empty();
    }

    /** Whether it was measured on exactly these sets. */
    public boolean isOn(List<DataRef> data) {
        return evaluations.stream()
                .map(one -> one.role() + one.set())
                .toList()
                .equals(data.stream().map(one -> one.role() + one.name()).toList());
    }
}
