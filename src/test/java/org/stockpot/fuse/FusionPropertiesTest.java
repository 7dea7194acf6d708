package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** What holds for all weights and values. */
class FusionPropertiesTest {
    private static final int LENGTH = 40;
    private static final List<DType> TYPES = List.of(DType.F64, DType.F32, DType.F16, DType.BF16);

    private static List<TensorSource> ingredients(int count, DType dtype, Random random) {
        var sources = new ArrayList<TensorSource>();
        for (int i = 0; i < count; i++) {
            sources.add(new MemorySource("m" + i)
                    .with("w", dtype, random.doubles(LENGTH, -3, 3).toArray()));
        }
        return sources;
    }

    private static double[] fused(List<TensorSource> sources, MixingWeights weights) throws StockpotException {
        var soup = new Soup(
                "soup",
                Optional.empty(),
                sources,
                LayerGroups.of(new Granularity.WholeModel(), List.of("w")),
                new FusionMethod.WeightedAverage(),
                weights);
        return values(soup);
    }

    private static double[] values(TensorSource source) throws StockpotException {
        var values = new double[LENGTH];
        new Elements(LENGTH).decode(source.spec("w").dtype(), source.read("w", 0, LENGTH), values, LENGTH);
        return values;
    }

    private static double ulp(DType dtype, double value) {
        double exponent = Math.scalb(1.0, Math.getExponent(value));
        return switch (dtype) {
            case F64 -> Math.ulp(value);
            case F32 -> exponent * 0x1p-23;
            case F16 -> Math.max(exponent * 0x1p-10, 0x1p-24);
            default -> exponent * 0x1p-7;
        };
    }

    @Property(tries = 200, seed = "1")
    void theWeightedAverageIsExactToTheLastPlaceOfTheStoredType(
            @ForAll @IntRange(min = 2, max = 9) int count, @ForAll @IntRange(max = 3) int type, @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        List<TensorSource> sources = ingredients(count, TYPES.get(type), random);
        double[][] weights = random.doubles(count, 0.01, 2)
                .mapToObj(weight -> new double[] {weight})
                .toArray(double[][]::new);
        double[] found = fused(sources, MixingWeights.of(weights));

        for (int element = 0; element < LENGTH; element++) {
            BigDecimal numerator = BigDecimal.ZERO;
            BigDecimal denominator = BigDecimal.ZERO;
            double largest = 0;
            for (int i = 0; i < count; i++) {
                double value = values(sources.get(i))[element];
                BigDecimal weight = new BigDecimal(weights[i][0]);
                numerator = numerator.add(weight.multiply(new BigDecimal(value)));
                denominator = denominator.add(weight);
                largest = Math.max(largest, Math.abs(value));
            }
            double exact = numerator.divide(denominator, new MathContext(60)).doubleValue();
            // Cancelling terms cost a 64-bit average as much as its largest term is precise.
            double tolerance = ulp(TYPES.get(type), exact) + 2 * count * Math.ulp(largest);
            assertThat(found[element]).isCloseTo(exact, within(tolerance));
        }
    }

    @Property(tries = 100, seed = "1")
    void equalIngredientsAreAFixedPoint(
            @ForAll @IntRange(min = 2, max = 9) int count,
            @ForAll @IntRange(min = 1, max = 3) int type,
            @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        TensorSource source = ingredients(1, TYPES.get(type), random).get(0);
        double[][] weights = random.doubles(count, 0.01, 2)
                .mapToObj(weight -> new double[] {weight})
                .toArray(double[][]::new);

        assertThat(fused(Collections.nCopies(count, source), MixingWeights.of(weights)))
                .isEqualTo(values(source));
    }

    @Property(tries = 100, seed = "1")
    void theUniformSoupDoesNotDependOnTheOrder(
            @ForAll @IntRange(min = 2, max = 9) int count, @ForAll @IntRange(max = 3) int type, @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        List<TensorSource> sources = ingredients(count, TYPES.get(type), random);
        double[] before = fused(sources, MixingWeights.uniform(count, 1));
        Collections.shuffle(sources, random);
        double[] after = fused(sources, MixingWeights.uniform(count, 1));

        for (int element = 0; element < LENGTH; element++) {
            double tolerance = ulp(TYPES.get(type), before[element]) + 2 * count * Math.ulp(3.0);
            assertThat(after[element]).isCloseTo(before[element], within(tolerance));
        }
    }
}
