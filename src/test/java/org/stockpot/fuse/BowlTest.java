package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;

/** Runs twice: as the program is started by default, and with the Vector API. */
@Tag("vectors")
class BowlTest {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule(Bowl.VECTOR_MODULE).isPresent();

    private static final int BLOCK = Resident.BLOCK;

    @Test
    void vectorsAreUsedOnlyWhereJavaWasStartedWithThem() {
        assertThat(Bowl.create().getClass().getSimpleName()).isEqualTo(VECTORS ? "VectorBowl" : "LoopBowl");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 16})
    void bothBowlsHaveTheSameBits(int ingredients) {
        assumeTrue(VECTORS);
        var random = new Random(ingredients);
        var loops = new LoopBowl();
        Bowl vectors = Bowl.create();
        for (int count : new int[] {1, 2, 15, 17, 63, 64, 65, 100, 1000, BLOCK - 1, BLOCK}) {
            Bowl.Weights weights = Bowl.Weights.of(
                    random.doubles(ingredients, -2, 2).map(x -> x * Math.abs(x)).toArray());
            float[][] values = values(weights, count, random);
            assertSame(loops.fill(values, weights, count), vectors.fill(values, weights, count), count);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 1",
        "F16, 2",
        "F16, 3",
        "F16, 8",
        "F16, 11",
        "BF16, 1",
        "BF16, 2",
        "BF16, 3",
        "BF16, 8",
        "BF16, 11"
    })
    void bothBowlsHaveTheSameBitsOfSixteenBitFloats(DType dtype, int ingredients) throws StockpotException {
        assumeTrue(VECTORS);
        var random = new Random(ingredients);
        var loops = new LoopBowl();
        Bowl vectors = Bowl.create();
        for (int count : new int[] {1, 2, 31, 33, 64, 65, 1023, 1024, 1025, 5000, BLOCK - 1, BLOCK, BLOCK + 777}) {
            Bowl.Weights weights =
                    Bowl.Weights.of(random.doubles(ingredients, -2, 2).toArray());
            List<Halves> packed = new ArrayList<>();
            for (int k = 0; k < ingredients; k++) {
                packed.add(halves(dtype, count, random));
            }
            int block = (count - 1) / BLOCK;
            int length = count - block * BLOCK;
            float[] expected = loops.fill(decoded(packed, weights, block), weights, length);
            assertSame(expected, vectors.fill(packed, weights, block, length).orElseThrow(), length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void bothBowlsHaveTheSameZerosOfWhatUnderflows(int ingredients) {
        assumeTrue(VECTORS);
        var random = new Random(ingredients);
        int count = 5000;
        Bowl.Weights weights =
                Bowl.Weights.of(random.doubles(ingredients, -1e-3, 1e-3).toArray());
        var values = new float[weights.high().length][];
        for (int k = 0; k < values.length; k++) {
            values[k] = k < ingredients ? new float[count] : values[k - 1];
            for (int i = 0; k < ingredients && i < count; i++) {
                values[k][i] = Float.intBitsToFloat(random.nextInt(2000) | (random.nextInt() & 1 << 31));
            }
        }
        float[] expected = new LoopBowl().fill(values, weights, count);
        assertSame(expected, Bowl.create().fill(values, weights, count), count);
    }

    private static void assertSame(float[] expected, float[] actual, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(Float.floatToIntBits(actual[i]))
                    .as("element %d of %d: %s and %s", i, count, actual[i], expected[i])
                    .isEqualTo(Float.floatToIntBits(expected[i]));
        }
    }

    /** Of any bits; F16 are finite. */
    private static Halves halves(DType dtype, int count, Random random) throws StockpotException {
        ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int bits = random.nextInt();
            bytes.putShort((short) (dtype == DType.F16 && (bits & 0x7c00) == 0x7c00 ? bits & 0xbfff : bits));
        }
        return (Halves) Resident.of(new MemorySource("random").stored("t", dtype, bytes.array()), "t")
                .orElseThrow();
    }

    private static float[][] decoded(List<Halves> packed, Bowl.Weights weights, int block) {
        var decoder = new Halves.Decoder();
        var values = new float[weights.high().length][];
        for (int k = 0; k < values.length; k++) {
            values[k] = k < packed.size() ? new float[BLOCK] : values[k - 1];
            if (k < packed.size()) {
                decoder.decode(packed.get(k), block, values[k]);
            }
        }
        return values;
    }

    /** Of all magnitudes, a few of them 0, infinite or no number; weights of 0 have the last one's. */
    private static float[][] values(Bowl.Weights weights, int count, Random random) {
        var values = new float[weights.high().length][];
        for (int k = 0; k < values.length; k++) {
            values[k] = k < weights.count() ? new float[count] : values[k - 1];
            for (int i = 0; k < weights.count() && i < count; i++) {
                values[k][i] = switch (random.nextInt(50)) {
                    case 0 -> 0f;
                    case 1 -> -0f;
                    case 2 -> Float.intBitsToFloat(random.nextInt());
                    default -> (float) Math.scalb(random.nextGaussian(), random.nextInt(20) - 15);
                };
            }
        }
        return values;
    }
}
