package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MemorySource;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Soup;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

class UnrollingTest {
    @Test
    void followsTheFormula() {
        double[][] beta = Unrolling.beta(new double[][] {{0.5, 1}, {0.8, 0.25}}, 2);

        assertThat(beta[0]).containsExactly(new double[] {0.4, 0.25}, within(1e-15));
        assertThat(beta[1]).containsExactly(new double[] {0.4, 0}, within(1e-15));
        assertThat(beta[2]).containsExactly(new double[] {0.2, 0.75}, within(1e-15));
    }

    @Test
    void oneIngredientHasAll() {
        assertThat(Unrolling.beta(new double[0][], 3)).isDeepEqualTo(new double[][] {{1, 1, 1}});
    }

    private static double[][] lambda(int k, int groups, Random random) {
        var lambda = new double[k - 1][];
        for (int row = 0; row < lambda.length; row++) {
            lambda[row] = random.doubles(groups, 0, 1).toArray();
        }
        return lambda;
    }

    @Property(tries = 200, seed = "1")
    void columnsSumToOneAndEqualTheAccumulation(
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll @IntRange(min = 1, max = 26) int groups,
            @ForAll long seed) {
        double[][] lambda = lambda(k, groups, new Random(seed));
        double[][] beta = Unrolling.beta(lambda, groups);

        double[][] accumulated = new double[k][groups];
        for (int group = 0; group < groups; group++) {
            accumulated[0][group] = 1;
            for (int step = 1; step < k; step++) {
                for (int j = 0; j < step; j++) {
                    accumulated[j][group] *= lambda[step - 1][group];
                }
                accumulated[step][group] = 1 - lambda[step - 1][group];
            }
            double sum = 0;
            for (int j = 0; j < k; j++) {
                assertThat(beta[j][group]).isCloseTo(accumulated[j][group], within(1e-14));
                sum += beta[j][group];
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    /** Σβθ in one soup equals soups of two, each poured into the next. */
    @Property(tries = 60, seed = "1")
    void theRecipeEqualsTheAccumulatedModel(@ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        double[][] lambda = lambda(k, 2, random);
        var ingredients = new ArrayList<TensorSource>();
        for (int i = 0; i < k; i++) {
            ingredients.add(new MemorySource("m" + i)
                    .with("a.w", DType.F64, random.doubles(5, -1, 1).toArray())
                    .with("b.w", DType.F64, random.doubles(3, -1, 1).toArray()));
        }
        TensorSource poured = ingredients.get(0);
        for (int step = 1; step < k; step++) {
            double[] kept = lambda[step - 1];
            poured = soup(List.of(poured, ingredients.get(step)), new double[][] {kept, {1 - kept[0], 1 - kept[1]}});
        }
        TensorSource atOnce = soup(ingredients, Unrolling.beta(lambda, 2));

        for (String tensor : List.of("a.w", "b.w")) {
            int count = (int) atOnce.spec(tensor).elementCount();
            var expected = poured.read(tensor, 0, count).asDoubleBuffer();
            var found = atOnce.read(tensor, 0, count).asDoubleBuffer();
            for (int i = 0; i < count; i++) {
                assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-14));
            }
        }
    }

    private static TensorSource soup(List<TensorSource> sources, double[][] weights) throws StockpotException {
        LayerGroups groups =
                LayerGroups.of(new Granularity.Level(0), sources.get(0).specs().keySet());
        return new Soup(
                "soup",
                Optional.empty(),
                sources,
                groups,
                new FusionMethod.WeightedAverage(),
                MixingWeights.of(weights));
    }
}
