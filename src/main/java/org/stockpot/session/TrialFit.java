package org.stockpot.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;

/** Whether a trial's recipe can be cooked with what a session has. */
public sealed interface TrialFit {
    /** It can. */
    record Fits(Recipe recipe) implements TrialFit {}

    /** Nobody knows yet: ingredients of the session have not been read. */
    record Unread(int files) implements TrialFit {}

    /**
     * It cannot.
     *
     * @param missing ingredients of the trial that the session does not have
     * @param added ingredients of the session that the trial does not have
     */
    record Differs(int missing, int added) implements TrialFit {}

    /**
     * Compares hashes of files. Where the method is a weighted sum, ingredients may stand in another order, and further
     * ingredients get no weight: such a mix is the same. Other methods need the same ingredients in the same order.
     */
    static TrialFit of(Session session, Trial trial) {
        List<String> now = session.ingredients().stream()
                .map(source -> source.sha256().orElse(""))
                .toList();
        if (now.equals(trial.ingredients())) {
            return new Fits(trial.recipe());
        }
        Set<String> missing = new HashSet<>(trial.ingredients());
        now.forEach(missing::remove);
        int unread = Collections.frequency(now, "");
        if (!missing.isEmpty() && unread > 0) {
            return new Unread(unread);
        }
        int added = (int)
                now.stream().filter(hash -> !trial.ingredients().contains(hash)).count();
        boolean distinct =
                new HashSet<>(trial.ingredients()).size() == trial.ingredients().size();
        if (!missing.isEmpty() || !distinct || !trial.recipe().method().isLinear()) {
            return new Differs(missing.size(), added);
        }
        List<List<Double>> rows = new ArrayList<>();
        List<Double> none = Collections.nCopies(trial.recipe().weights().groups(), 0.0);
        for (int ingredient = 0; ingredient < now.size(); ingredient++) {
            String hash = now.get(ingredient);
            int row = now.indexOf(hash) == ingredient ? trial.ingredients().indexOf(hash) : -1;
            rows.add(row < 0 ? none : trial.recipe().weights().rows().get(row));
        }
        return new Fits(trial.recipe().withWeights(new MixingWeights(rows)));
    }

    /** The recipe, where it can be cooked. */
    default Optional<Recipe> recipeIfFits() {
        return this instanceof Fits fits ? Optional.of(fits.recipe()) : Optional.empty();
    }
}
