package org.stockpot.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
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
        Optional<TrialSearch> search) {
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
        this(origin, recipe, ingredients, seed, evaluations, device, seconds, finished, Optional.empty());
    }

    /** The first evaluation with a role; a session may have several OOD sets. */
    public Optional<Evaluation> evaluation(Role role) {
        return evaluations.stream().filter(one -> one.role() == role).findFirst();
    }

    /** The same measurement under another origin. */
    public Trial from(String newOrigin, long newSeed) {
        return new Trial(newOrigin, recipe, ingredients, newSeed, evaluations, device, seconds, finished, search);
    }

    /** The same measurement of a mix that a search came upon. */
    Trial foundBy(TrialSearch finder) {
        return new Trial(
                origin, recipe, ingredients, seed, evaluations, device, seconds, finished, Optional.of(finder));
    }
}
