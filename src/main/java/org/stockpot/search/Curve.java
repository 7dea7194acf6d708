package org.stockpot.search;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;

/** What plans share that score a whole curve, or grid, of mixes on all images, because people want to see it. */
final class Curve {
    private Curve() {}

    /** Weights times a number per layer group. */
    static MixingWeights scaled(MixingWeights weights, IntToDoubleFunction factor) {
        double[][] matrix = weights.toMatrix();
        for (double[] row : matrix) {
            for (int group = 0; group < row.length; group++) {
                row[group] *= factor.applyAsDouble(group);
            }
        }
        return MixingWeights.of(matrix);
    }

    /** The uniform soup of all ingredients. */
    static MixingWeights uniform(SearchSpace space) {
        return MixingWeights.uniform(space.ingredients().size(), space.groups().size());
    }

    /** The rows of all ingredients. */
    static List<Integer> all(SearchSpace space) {
        return IntStream.range(0, space.ingredients().size()).boxed().toList();
    }
}
