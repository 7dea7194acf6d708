package org.stockpot.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.fuse.MemorySource;

class ResidentTest {
    private static MemorySource stored(DType dtype, int count) {
        var bytes = new byte[count * dtype.bytes()];
        new Random(count).nextBytes(bytes);
        if (dtype == DType.F16) {
            for (int i = 1; i < bytes.length; i += 2) {
                bytes[i] &= (byte) 0xbf;
            }
        }
        return new MemorySource("memory").stored("w", dtype, bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16"})
    void givesTheBitsThatAreStored(DType dtype) throws StockpotException {
        for (int count : new int[] {1, 2, 5, 1023, 1024, 1025, 2047, 16_384, 16_385, 300_001}) {
            MemorySource source = stored(dtype, count);
            Resident resident = Resident.of(source, "w").orElseThrow();
            int first = count / 3;
            ByteBuffer bytes = ByteBuffer.allocateDirect((count - first) * dtype.bytes());
            resident.read(first, bytes);
            assertThat(bytes.flip()).isEqualTo(source.read("w", first, count - first));

            FloatBuffer floats = FloatBuffer.allocate(count - first);
            FloatBuffer expected = FloatBuffer.allocate(count - first);
            resident.floats(first, floats);
            source.floats("w", first, expected);
            for (int i = 0; i < count - first; i++) {
                assertThat(Float.floatToIntBits(floats.get(i))).isEqualTo(Float.floatToIntBits(expected.get(i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void decodesEveryCodeInBlocks(DType dtype) throws StockpotException {
        ByteBuffer codes = ByteBuffer.allocate(2 * 65536 + 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int code = 0; code < 65536; code++) {
            codes.putShort((short) (dtype == DType.F16 && (code & 0x7c00) == 0x7c00 ? 0 : code));
        }
        MemorySource source = new MemorySource("codes").stored("w", dtype, codes.array());
        var halves = (Halves) Resident.of(source, "w").orElseThrow();
        float[] expected = source.floats("w");
        var decoder = new Halves.Decoder();
        var found = new float[Resident.BLOCK];
        for (int first = 0; first < expected.length; first += Resident.BLOCK) {
            decoder.decode(halves, first / Resident.BLOCK, found);
            for (int i = 0; i < Math.min(Resident.BLOCK, expected.length - first); i++) {
                float value = found[i];
                assertThat(Float.floatToIntBits(value))
                        .as("code %x", first + i)
                        .isEqualTo(Float.floatToIntBits(expected[first + i]));
            }
        }
    }

    @Test
    void knowsTheLargestMagnitude() throws StockpotException {
        for (DType dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
            MemorySource source = new MemorySource("memory").with("w", dtype, 1, -3.5, 0, 2);
            assertThat(Resident.of(source, "w").orElseThrow().largest()).isEqualTo(3.5);
        }
        for (DType dtype : new DType[] {DType.F64, DType.F32, DType.BF16}) {
            MemorySource source = new MemorySource("memory").with("w", dtype, 1, Double.NaN, Double.NEGATIVE_INFINITY);
            assertThat(Resident.of(source, "w").orElseThrow().largest()).isNaN();
        }
    }

    @Test
    void halvesThatAreNotFiniteStayOutside() throws StockpotException {
        MemorySource source = new MemorySource("memory").with("w", DType.F16, 1, Double.POSITIVE_INFINITY);
        assertThat(Resident.of(source, "w")).isEmpty();
    }

    @Test
    void integersAndNothingAreNotHeld() {
        MemorySource source = new MemorySource("memory").with("n", DType.I64, 1).with("e", DType.F32);
        assertThat(Resident.holds(source.spec("n"))).isFalse();
        assertThat(Resident.holds(source.spec("e"))).isFalse();
        assertThatThrownBy(() -> Resident.of(source, "n")).isInstanceOf(IllegalArgumentException.class);
    }
}
