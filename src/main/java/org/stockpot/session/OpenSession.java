package org.stockpot.session;

import java.util.Set;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

/**
 * What the files of a session turned out to be. Plain information: it holds no file open.
 *
 * @param session its recipe is {@link #fit fitted}
 * @param architecture of the base and all ingredients
 * @param groups layer groups at the recipe's granularity
 * @param inertGroups indices of groups whose weights cannot change a prediction: the network does not use them, or all
 *     ingredients agree in them bit for bit
 * @param preprocessing the session's own, else what the checkpoints say, else what is usual for the network
 * @param network what runs the weights, for people
 * @param differentiable whether methods that need gradients can run
 */
public record OpenSession(
        Session session,
        Architecture architecture,
        LayerGroups groups,
        Set<Integer> inertGroups,
        Preprocessing preprocessing,
        NetworkFacts network,
        boolean differentiable) {
    public OpenSession {
        inertGroups = Set.copyOf(inertGroups);
    }

    /** Of a network that is known. */
    public OpenSession(
            Session session,
            Architecture architecture,
            LayerGroups groups,
            Set<Integer> inertGroups,
            Preprocessing preprocessing,
            NetworkFacts network) {
        this(session, architecture, groups, inertGroups, preprocessing, network, true);
    }

    /** The same with more known about the network. */
    public OpenSession with(NetworkFacts facts) {
        return new OpenSession(session, architecture, groups, inertGroups, preprocessing, facts, differentiable);
    }

    /**
     * A recipe with one column per layer group: weights of one single column are repeated.
     *
     * @throws StockpotException if it was made for another number of groups
     */
    public Recipe fit(Recipe recipe) throws StockpotException {
        return recipe.withWeights(fit(recipe.weights(), groups));
    }

    static MixingWeights fit(MixingWeights weights, LayerGroups groups) throws StockpotException {
        int wanted = groups.names().size();
        if (weights.groups() == wanted) {
            return weights;
        }
        if (weights.groups() != 1) {
            throw new StockpotException(
                    "The mixing weights have " + weights.groups() + " columns, but the checkpoints have "
                            + wanted + " layer groups (" + String.join(", ", groups.names())
                            + "); choose the granularity the weights were made for.");
        }
        double[][] matrix = new double[weights.ingredients()][wanted];
        for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
            java.util.Arrays.fill(matrix[ingredient], weights.weight(ingredient, 0));
        }
        return MixingWeights.of(matrix);
    }
}
