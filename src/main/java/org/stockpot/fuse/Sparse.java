package org.stockpot.fuse;

import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * Methods that add the ingredients' differences to the base, but not all of each: a sieve drops some elements of every
 * difference, then what is left is added up, element by element.
 */
sealed interface Sparse extends FusionMethod permits Ties, Dare {
    /**
     * Whether elements elect a sign. If not, the result is θ₀ + Σwᵢδ̂ᵢ. If so, with vᵢ = wᵢδ̂ᵢ the sign is that of Σvᵢ, and
     * the result is θ₀ + (Σ|wᵢ|) · Σ′vᵢ / Σ′|wᵢ|, where Σ′ runs over the vᵢ with that sign: the mean of those that agree,
     * scaled by λ = Σ|wᵢ|.
     */
    boolean elects();

    /**
     * What drops elements of one ingredient's difference in one tensor.
     *
     * @param ingredient its row
     */
    Sieve sieve(Sources sources, int ingredient, String tensor) throws StockpotException;

    /** Finds what {@link #sieve} has to know of whole models, which takes a while. */
    default void prepare(Sources sources, JobContext context) throws StockpotException {}

    @Override
    default boolean needsBase() {
        return true;
    }

    @Override
    default boolean isRelative() {
        return false;
    }

    @Override
    default boolean keepsSingle(double weight) {
        return false;
    }
}
