package org.stockpot.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Constraints;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/**
 * The session's weights as a plan applies weights, which may fuse by another method than the session. What a method does
 * beside weighing, as TIES thins differences, it does to pinned groups too.
 *
 * @param recipe of the session, one column of weights per layer group
 */
record Sliders(Recipe recipe, SearchPlan plan) {
    /** Columns whose sum is this near to 1 are shares. */
    private static final double SHARES = 1e-9;

    /**
     * A plan that adds up what it is given is given shares, and one that divides by sums takes proportions from shares.
     *
     * @param groups names of the weights' columns
     * @throws StockpotException if a pinned group would become another model
     */
    MixingWeights under(Constraints constraints, List<String> groups) throws StockpotException {
        MixingWeights shares = recipe.weights().normalised();
        MixingWeights meant = recipe.method().isRelative() ? shares : recipe.weights();
        for (int group = 0; group < groups.size(); group++) {
            if (constraints.pinned().contains(groups.get(group)) && !isKept(meant.column(group))) {
                throw new StockpotException(refusal(groups.get(group), meant.columnSum(group)));
            }
        }
        return needsShares(constraints) ? shares : recipe.weights();
    }

    private boolean needsShares(Constraints constraints) {
        if (plan.method().isRelative()) {
            return !constraints.proportions().isEmpty();
        }
        return recipe.method().isRelative()
                || (recipe.method().needsBase() && !plan.method().needsBase());
    }

    /** Whether weights mean the same to both methods. What is missing to 1 is the base to one, nothing to the other. */
    private boolean isKept(double[] column) {
        boolean alike = recipe.method().isRelative() == plan.method().isRelative()
                && recipe.method().needsBase() == plan.method().needsBase();
        return alike
                || Math.abs(Arrays.stream(column).sum() - 1) < SHARES
                || Arrays.stream(column).allMatch(weight -> weight == 0);
    }

    private String refusal(String group, double sum) {
        return String.format(
                Locale.ROOT,
                "Layer group \"%s\" is pinned at weights that sum to %.3g by %s, and %s fuses by %s, which gives another"
                        + " model unless they sum to 1: move its sliders to a sum of 1, or unpin it.",
                group,
                sum,
                recipe.method().title(),
                plan.title(),
                plan.method().title());
    }
}
