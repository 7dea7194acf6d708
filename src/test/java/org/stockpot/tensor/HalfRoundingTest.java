package org.stockpot.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfRoundingTest {
    /** Every number of the type, what lies halfway to the next one, and their neighbours. */
    private static float[] hard(DType dtype) {
        int step = dtype == DType.F16 ? 13 : 16;
        float most = dtype == DType.F16 ? 65504 : 0x1.fep127f;
        var values = new float[65536 * 5];
        int count = 0;
        for (int code = 0; code < 65536; code++) {
            float number = dtype == DType.F16 ? Floats.halfToFloat((short) code) : Float.intBitsToFloat(code << 16);
            if (Math.abs(number) < most) {
                float next = dtype == DType.F16
                        ? Floats.halfToFloat((short) (code + 1))
                        : Float.intBitsToFloat((code + 1) << 16);
                float halfway = (float) (((double) number + next) / 2);
                values[count++] = number;
                values[count++] = halfway;
                values[count++] = Math.nextUp(halfway);
                values[count++] = Math.nextDown(halfway);
                values[count++] = Float.intBitsToFloat(Float.floatToRawIntBits(number) ^ 1 << (step - 2));
            }
        }
        return java.util.Arrays.copyOf(values, count);
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void isThatOfSingleValuesBitForBit(DType dtype) {
        float[] found = hard(dtype);
        var random = new Random(1);
        for (int i = 0; i < found.length; i += 7) {
            found[i] = (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(30) - 25));
        }
        float[] expected = found.clone();
        Floats.round(dtype, expected, expected.length);
        new HalfRounding().round(dtype, found, found.length);
        for (int i = 0; i < found.length; i++) {
            if (Float.floatToRawIntBits(found[i]) != Float.floatToRawIntBits(expected[i])) {
                assertThat(found[i]).as("value %s", i).isEqualTo(expected[i]);
            }
        }
    }
}
