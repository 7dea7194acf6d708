package org.stockpot.fuse;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * The sources of a soup and what is known of them.
 *
 * @param ingredients in the order of the weights' rows
 */
record Sources(Optional<TensorSource> base, List<TensorSource> ingredients, SourceFacts facts) {
    Sources {
        ingredients = List.copyOf(ingredients);
    }

    /** Names of the tensors that can be mixed and that the base has as well, in the order of the first ingredient. */
    List<String> comparable() {
        TensorSource first = ingredients.get(0);
        return first.specs().keySet().stream()
                .filter(tensor -> base.map(source -> source.specs().get(tensor))
                        .filter(theirs -> isComparable(theirs, first.spec(tensor)))
                        .isPresent())
                .toList();
    }

    private static boolean isComparable(TensorSpec theirs, TensorSpec ours) {
        return theirs.shape().equals(ours.shape())
                && theirs.dtype().isMixable()
                && ours.dtype().isMixable();
    }

    /** What tells the ingredient from others, wherever it stands. */
    String key(int ingredient) {
        return facts.key(ingredient);
    }

    /** Bits of the smallest magnitude that is kept of an ingredient's difference from the base. */
    int leastKept(int ingredient, double density) throws StockpotException {
        return facts.least(this, Optional.empty(), density)[ingredient];
    }

    /** As above, where every tensor keeps its own. */
    int leastKept(int ingredient, double density, String tensor) throws StockpotException {
        return facts.least(this, Optional.of(tensor), density)[ingredient];
    }

    /** Products of the ingredients' tensors with each other, {@code ingredients × ingredients}. */
    double[][] products(String tensor) throws StockpotException {
        return facts.products(this, tensor);
    }
}
