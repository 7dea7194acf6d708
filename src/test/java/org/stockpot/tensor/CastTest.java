package org.stockpot.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CastTest {
    /** One tensor {@code w} in memory. */
    private record One(DType dtype, ByteBuffer data) implements TensorSource {
        static One of(DType dtype, double... values) {
            var data = ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : values) {
                if (dtype == DType.F64) {
                    data.putDouble(value);
                } else {
                    Floats.encode(dtype, new float[] {(float) value}, 0, 1, data);
                }
            }
            return new One(dtype, data.flip());
        }

        @Override
        public String name() {
            return "soup";
        }

        @Override
        public Map<String, TensorSpec> specs() {
            return Map.of("w", new TensorSpec(dtype, Shape.of(data.limit() / dtype.bytes())));
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) {
            return data.slice((int) first * dtype.bytes(), count * dtype.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void close() {}
    }

    private static int bits(ByteBuffer data, int element) {
        return data.getShort(element * 2) & 0xffff;
    }

    @Test
    void shortensAndWidensByTheBook() throws Exception {
        var source =
                One.of(DType.F32, 1, -0.0, 1 + 0x1p-11, 1 + 0x1.8p-10, 65504, Double.NEGATIVE_INFINITY, Double.NaN);
        var half = new Cast(source, DType.F16);
        assertThat(half.spec("w")).isEqualTo(new TensorSpec(DType.F16, Shape.of(7)));
        ByteBuffer data = half.read("w", 0, 7);
        assertThat(data.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(data.remaining()).isEqualTo(14);
        int[] expected = {0x3c00, 0x8000, 0x3c00, 0x3c02, 0x7bff, 0xfc00, 0x7e00};
        for (int i = 0; i < expected.length; i++) {
            assertThat(bits(data, i)).as("element %d", i).isEqualTo(expected[i]);
        }
        ByteBuffer wide = new Cast(source, DType.F64).read("w", 2, 1);
        assertThat(wide.getDouble()).isEqualTo(1 + 0x1p-11);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void roundsDoublesOnceAndNotByWayOfFloats(DType target) throws Exception {
        var random = new Random(7);
        int digits = target == DType.F16 ? 11 : 8;
        double step = Math.scalb(1.0, 1 - digits);
        var values = new double[10_000];
        for (int i = 0; i < values.length; i++) {
            // Just beside the middle between two neighbours, closer than a float can tell.
            double middle = 1 + step * random.nextInt(1 << (digits - 1)) + step / 2;
            values[i] = (random.nextBoolean() ? 1 : -1)
                    * Math.scalb(middle + (random.nextInt(3) - 1) * 0x1p-40, random.nextInt(20) - 10);
        }
        ByteBuffer data = new Cast(One.of(DType.F64, values), target).read("w", 0, values.length);
        for (int i = 0; i < values.length; i++) {
            int found = bits(data, i);
            BigDecimal exact = new BigDecimal(values[i]);
            BigDecimal error = exact.subtract(value(target, found)).abs();
            for (int other : new int[] {found - 1, found + 1}) {
                BigDecimal otherError = exact.subtract(value(target, other)).abs();
                assertThat(error).as("%s", values[i]).isLessThanOrEqualTo(otherError);
                if (error.compareTo(otherError) == 0) {
                    assertThat(found & 1).as("tie at %s", values[i]).isZero();
                }
            }
        }
    }

    private static BigDecimal value(DType dtype, int bits) {
        return new BigDecimal(dtype == DType.F16 ? Floats.halfToFloat((short) bits) : Float.intBitsToFloat(bits << 16));
    }

    @Test
    void keepsTheSmallestValuesOfDoublesApart() throws Exception {
        // Smaller than every float; half a step of the smallest half; a hair more.
        var source = One.of(DType.F64, 1e-300, 0x1p-25, 0x1p-25 + 0x1p-60, -0x1p-25 - 0x1p-60);
        ByteBuffer data = new Cast(source, DType.F16).read("w", 0, 4);
        assertThat(new int[] {bits(data, 0), bits(data, 1), bits(data, 2), bits(data, 3)})
                .containsExactly(0, 0, 1, 0x8001);
    }

    @Test
    void refusesToTurnFiniteValuesIntoInfinity() {
        assertThatThrownBy(() -> new Cast(One.of(DType.F32, 1, 65520), DType.F16).read("w", 1, 1))
                .isInstanceOf(StockpotException.class)
                .hasMessage("soup: w overflows F16 at element 1, where it is 65520.0: choose a wider type");
        assertThatThrownBy(() -> new Cast(One.of(DType.F32, Float.MAX_VALUE), DType.BF16).read("w", 0, 1))
                .hasMessageContaining("overflows BF16 at element 0");
        assertThatThrownBy(() -> new Cast(One.of(DType.F64, 1e39), DType.F32).read("w", 0, 1))
                .hasMessageContaining("overflows F32 at element 0, where it is 1.0E39");
        assertThatThrownBy(() -> new Cast(One.of(DType.F64, 1e39), DType.BF16).read("w", 0, 1))
                .hasMessageContaining("overflows BF16");
    }

    @Test
    void infinityItselfIsKept() throws Exception {
        var source = One.of(DType.F64, Double.POSITIVE_INFINITY);
        assertThat(new Cast(source, DType.F32).read("w", 0, 1).getFloat()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(bits(new Cast(source, DType.BF16).read("w", 0, 1), 0)).isEqualTo(0x7f80);
    }

    @Test
    void leavesIntegersAndTheOwnTypeAlone() throws Exception {
        var integers = new One(DType.I16, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        var cast = new Cast(integers, DType.F16);
        assertThat(cast.specs()).isEqualTo(integers.specs());
        assertThat(cast.read("w", 1, 1)).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4}));
        // A signalling NaN would not survive arithmetic.
        var same = new One(DType.F32, ByteBuffer.wrap(new byte[] {1, 0, (byte) 0x80, 0x7f}));
        assertThat(new Cast(same, DType.F32).read("w", 0, 1)).isEqualTo(same.data());
        assertThatThrownBy(() -> new Cast(same, DType.F8_E5M2)).isInstanceOf(IllegalArgumentException.class);
    }
}
