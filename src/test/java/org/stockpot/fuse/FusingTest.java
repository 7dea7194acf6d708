package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Every way to fuse gives the bits of the plain loop that is written down here, whether the values lie in memory, are read,
 * or partly so.
 */
@Tag("vectors")
@org.junit.jupiter.api.Tag("vectors")
class FusingTest {
    private static final List<DType> TYPES = List.of(DType.F32, DType.F16, DType.BF16, DType.F64);

    /** Any bits, or numbers of the usual size with some zeros and subnormal numbers. */
    private static byte[] stored(DType dtype, int count, boolean anyBits, Random random) {
        var bytes = new byte[count * dtype.bytes()];
        if (anyBits) {
            random.nextBytes(bytes);
            return bytes;
        }
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double value = 0.02 * random.nextGaussian();
            switch (random.nextInt(20)) {
                case 0 -> value = random.nextBoolean() ? 0.0 : -0.0;
                case 1 -> value *= dtype == DType.F16 ? 0x1p-20 : dtype == DType.F64 ? 0x1p-1040 : 0x1p-130;
                case 2 -> value *= 1000;
                default -> {}
            }
            if (dtype == DType.F64) {
                out.putDouble(value);
            } else {
                Floats.encode(dtype, new float[] {(float) value}, 0, 1, out);
            }
        }
        return bytes;
    }

    private static double decoded(DType dtype, byte[] bytes, int index) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (dtype) {
            case F64 -> in.getDouble(index * 8);
            case F32 -> in.getFloat(index * 4);
            case F16 -> Floats.halfToFloat(in.getShort(index * 2));
            default -> Float.intBitsToFloat(in.getShort(index * 2) << 16);
        };
    }

    /**
     * What the soup has to give: the sum in 64-bit floats, rounded once. 32-bit arithmetic may be off by 2⁻⁴⁴ Σ|wθ| before it
     * rounds, so where a sum is that close to the middle between two numbers, it may be either of them.
     *
     * @param least what each element may be at least
     * @param most what it may be at most, nearly everywhere the same bits
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Plain(byte[] least, byte[] most) {
        static Plain exactly(byte[] values) {
            return new Plain(values, values);
        }

        /** Compares bits; which NaN a NaN is depends on the order in which the processor got its arguments. */
        void check(DType dtype, int element, double found) {
            double low = decoded(dtype, least, element);
            double high = decoded(dtype, most, element);
            if (Double.doubleToLongBits(low) == Double.doubleToLongBits(high)) {
                assertThat(Double.doubleToLongBits(found))
                        .as("element %s is %s, not %s", element, found, low)
                        .isEqualTo(Double.doubleToLongBits(low));
            } else {
                assertThat(found).as("element %s", element).isBetween(low, high);
            }
        }
    }

    /** What the soup has to give, or nothing where it has to refuse. */
    private static Optional<Plain> plain(
            DType dtype, List<DType> types, List<byte[]> ingredients, double[] weights, double divisor, int count) {
        ByteBuffer least = ByteBuffer.allocate(count * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer most = ByteBuffer.allocate(count * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double sum = 0;
            double magnitudes = 0;
            boolean finite = true;
            for (int k = 0; k < weights.length; k++) {
                double value = decoded(types.get(k), ingredients.get(k), i);
                finite &= Double.isFinite(value);
                sum += weights[k] * value;
                magnitudes += Math.abs(weights[k] * value);
            }
            double slack = dtype == DType.F64 || !finite ? 0 : 0x1p-44 * magnitudes;
            encode(dtype, (sum - slack) / divisor, least);
            encode(dtype, (sum + slack) / divisor, most);
            if (finite && !Double.isFinite(decoded(dtype, most.array(), i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Plain(least.array(), most.array()));
    }

    private static void encode(DType dtype, double value, ByteBuffer out) {
        if (dtype == DType.F64) {
            out.putDouble(value);
        } else {
            Floats.encode(dtype, new float[] {(float) value}, 0, 1, out);
        }
    }

    private static TensorSource source(String name, DType dtype, byte[] bytes, int place, Random random)
            throws StockpotException {
        TensorSource read = new MemorySource(name).stored("w", dtype, bytes);
        boolean held = place == 0 || (place == 1 && random.nextBoolean());
        return held ? HeldSource.of(read) : read;
    }

    private static void assertSame(DType dtype, byte[] found, Plain plain, int from, int count) {
        for (int i = 0; i < count; i++) {
            plain.check(dtype, from + i, decoded(dtype, found, i));
        }
    }

    /** @param place of the values: 0 in memory, 1 some there, 2 read */
    @Property(tries = 600, seed = "7")
    void isTheSumInSixtyFourBitsRoundedOnce(
            @ForAll @IntRange(min = 1, max = 11) int models,
            @ForAll @IntRange(max = 3) int type,
            @ForAll @IntRange(max = 2) int place,
            @ForAll @IntRange(min = 1, max = 3000) int count,
            @ForAll boolean mixedTypes,
            @ForAll boolean anyBits,
            @ForAll boolean sum,
            @ForAll long seed)
            throws StockpotException {
        var random = new Random(seed);
        FusionMethod.Linear method = sum ? new FusionMethod.WeightedSum() : new FusionMethod.WeightedAverage();
        List<DType> types = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        List<TensorSource> sources = new ArrayList<>();
        var weights = new double[models];
        for (int model = 0; model < models; model++) {
            DType dtype = TYPES.get(mixedTypes ? random.nextInt(4) : type);
            types.add(dtype);
            values.add(stored(dtype, count, anyBits, random));
            sources.add(source("m" + model, dtype, values.get(model), place, random));
            weights[model] = random.nextInt(8) == 0 ? 3 : 0.01 + random.nextDouble();
        }
        if (models == 1 && method.keepsSingle(weights[0])) {
            weights[0] = 0.5;
            method = new FusionMethod.WeightedSum();
        }
        Soup soup = soup(sources, weights, method);
        DType dtype = types.get(0);
        Optional<Plain> expected = plain(dtype, types, values, weights, method.divisor(weights), count);
        int from = random.nextInt(count);
        int length = 1 + random.nextInt(count - from);

        if (expected.isEmpty()) {
            assertThatThrownBy(() -> soup.read("w", 0, count)).hasMessageContaining("overflows " + dtype);
            assertThatThrownBy(() -> soup.floats("w")).hasMessageContaining("overflows " + dtype);
            return;
        }
        assertSame(dtype, bytes(soup.read("w", 0, count)), expected.get(), 0, count);
        assertSame(dtype, bytes(soup.read("w", from, length)), expected.get(), from, length);
        FloatBuffer floats = FloatBuffer.allocate(length);
        soup.floats("w", from, floats);
        assertThat(floats.hasRemaining()).isFalse();
        for (int i = 0; i < length; i++) {
            if (dtype == DType.F64) {
                assertThat(Float.compare(floats.get(i), (float)
                                decoded(dtype, expected.get().least(), from + i)))
                        .isZero();
            } else {
                expected.get().check(dtype, from + i, floats.get(i));
            }
        }
    }

    private static Soup soup(List<TensorSource> sources, double[] weights, FusionMethod method)
            throws StockpotException {
        var matrix = new double[weights.length][1];
        for (int model = 0; model < weights.length; model++) {
            matrix[model][0] = weights[model];
        }
        return new Soup(
                "soup",
                Optional.empty(),
                sources,
                LayerGroups.of(new Granularity.WholeModel(), List.of("w")),
                method,
                MixingWeights.of(matrix));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void oneIngredientAloneComesOutOfMemoryAsItIsStored() throws StockpotException {
        var random = new Random(3);
        for (DType dtype : TYPES) {
            byte[] values = stored(dtype, 2001, false, random);
            for (int place = 0; place <= 2; place += 2) {
                TensorSource one = source("one", dtype, values, place, random);
                Soup soup = soup(List.of(one), new double[] {0.3}, new FusionMethod.WeightedAverage());
                ByteBuffer direct = ByteBuffer.allocateDirect(1500 * dtype.bytes());

                soup.read("w", 501, direct);
                assertThat(direct.hasRemaining()).isFalse();
                assertSame(dtype, bytes(direct.flip()), Plain.exactly(values), 501, 1500);
                assertSame(dtype, bytes(soup.read("w", 0, 2001)), Plain.exactly(values), 0, 2001);
                assertThat(soup.floats("w")).isEqualTo(one.floats("w"));
            }
        }
    }

    @Test
    void longTensorsOnSeveralThreadsAreThoseOfOne() throws StockpotException {
        var random = new Random(5);
        int count = (1 << 19) + 77;
        for (DType dtype : List.of(DType.F32, DType.BF16)) {
            for (int place = 0; place <= 2; place++) {
                List<TensorSource> sources = new ArrayList<>();
                List<byte[]> values = new ArrayList<>();
                for (int model = 0; model < 3; model++) {
                    values.add(stored(dtype, count, false, random));
                    sources.add(source("m" + model, dtype, values.get(model), place, random));
                }
                double[] weights = {0.3, 0.2, 0.7};
                Soup soup = soup(sources, weights, new FusionMethod.WeightedSum());
                Plain expected = plain(dtype, List.of(dtype, dtype, dtype), values, weights, 1, count)
                        .orElseThrow();
                float[] found = soup.floats("w");
                for (int i = 0; i < count; i++) {
                    expected.check(dtype, i, found[i]);
                }
            }
        }
    }

    @Test
    void tensorsThatAreFusedAtOnceAreThoseOfOneAfterTheOther() throws StockpotException {
        var random = new Random(6);
        List<TensorSource> sources = new ArrayList<>();
        for (int model = 0; model < 3; model++) {
            sources.add(HeldSource.of(new MemorySource("m" + model)
                    .stored("long.w", DType.F32, stored(DType.F32, (1 << 18) + 5, false, random))
                    .stored("half.w", DType.BF16, stored(DType.BF16, 70_000, false, random))
                    .stored("copied.w", DType.F16, stored(DType.F16, 33, false, random))
                    .stored("short.w", DType.F64, stored(DType.F64, 3, false, random))));
        }
        LayerGroups groups =
                LayerGroups.of(new Granularity.Level(0), sources.get(0).specs().keySet());
        var weights = new double[3][groups.size()];
        for (int group = 0; group < groups.size(); group++) {
            for (int model = 0; model < 3; model++) {
                boolean alone = groups.names().get(group).startsWith("copied");
                weights[model][group] = alone && model != 1 ? 0 : 0.1 + 0.2 * model + 0.01 * group;
            }
        }
        for (FusionMethod method : List.of(new FusionMethod.WeightedAverage(), Ties.STANDARD)) {
            var soup =
                    new Soup("soup", Optional.of(sources.get(0)), sources, groups, method, MixingWeights.of(weights));
            Map<String, FloatBuffer> together = new LinkedHashMap<>();
            soup.specs()
                    .forEach((tensor, spec) -> together.put(tensor, FloatBuffer.allocate((int) spec.elementCount())));
            soup.floats(together);
            for (Map.Entry<String, FloatBuffer> tensor : together.entrySet()) {
                assertThat(tensor.getValue().hasRemaining()).isFalse();
                assertThat(tensor.getValue().array()).as(tensor.getKey()).isEqualTo(soup.floats(tensor.getKey()));
            }
        }
    }

    @Test
    void oneOfSeveralTensorsThatOverflowsIsRefusedByName() throws StockpotException {
        TensorSource large = HeldSource.of(
                new MemorySource("large").with("a", DType.F16, 1, 2).with("w", DType.F16, 3, 65504));
        LayerGroups groups = LayerGroups.of(new Granularity.WholeModel(), List.of("a", "w"));
        var soup = new Soup(
                "soup",
                Optional.empty(),
                List.of(large, large),
                groups,
                new FusionMethod.WeightedSum(),
                MixingWeights.of(new double[][] {{0.75}, {0.3}}));
        assertThatThrownBy(() -> soup.floats(Map.of("a", FloatBuffer.allocate(2), "w", FloatBuffer.allocate(2))))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("soup: w overflows F16 at element 1 although");
    }

    @Test
    void whatOverflowsInMemoryIsRefusedByName() throws StockpotException {
        for (DType dtype : TYPES.subList(0, 3)) {
            double most = dtype == DType.F16 ? 65504 : 0x1.fep127;
            var values = new double[1300];
            values[1234] = most;
            TensorSource large = HeldSource.of(new MemorySource("large").with("w", dtype, values));
            TensorSource read = new MemorySource("read").with("w", dtype, values);
            Soup fits = soup(List.of(large, large), new double[] {0.5, 0.5}, new FusionMethod.WeightedSum());
            assertThat(fits.floats("w")[1234]).isEqualTo((float) most);
            for (TensorSource other : List.of(large, read)) {
                Soup overflows = soup(List.of(large, other), new double[] {0.75, 0.3}, new FusionMethod.WeightedSum());
                assertThatThrownBy(() -> overflows.floats("w"))
                        .isInstanceOf(StockpotException.class)
                        .hasMessage(
                                "soup: w overflows " + dtype + " at element 1234 although all ingredients are finite"
                                        + " there: use smaller mixing weights or a wider type");
                assertThatThrownBy(() -> overflows.read("w", 1000, 300))
                        .hasMessageContaining("at element 1234 although");
            }
        }
    }
}
