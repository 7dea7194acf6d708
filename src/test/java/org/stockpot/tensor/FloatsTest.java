package org.stockpot.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against tables made by PyTorch, see make_checkpoint_fixtures.py. */
class FloatsTest {
    private static final Map<String, ByteBuffer> TABLES = new HashMap<>();

    @BeforeAll
    static void readTables() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(FloatsTest.class.getResourceAsStream("/tensor/tables.zip"))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                TABLES.put(entry.getName(), ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    private static boolean same(float a, float b) {
        return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b) || (Float.isNaN(a) && Float.isNaN(b));
    }

    @ParameterizedTest
    @CsvSource({"F16, half", "BF16, bfloat16"})
    void widensEveryCodeAsPyTorchDoes(DType dtype, String table) {
        ByteBuffer codes = ByteBuffer.allocate(2 * 65536).order(ByteOrder.LITTLE_ENDIAN);
        for (int code = 0; code < 65536; code++) {
            codes.putShort((short) code);
        }
        var widened = new float[65536];
        Floats.decode(dtype, codes.flip(), widened, 0, 65536);
        assertThat(codes.hasRemaining()).isFalse();
        for (int code = 0; code < 65536; code++) {
            float expected = TABLES.get(table).getFloat(4 * code);
            assertThat(same(widened[code], expected))
                    .as("code %04x: %s, expected %s", code, widened[code], expected)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"F16, values_half", "BF16, values_bfloat16"})
    void narrowsAsPyTorchDoes(DType dtype, String table) {
        ByteBuffer values = TABLES.get("values");
        ByteBuffer expected = TABLES.get(table);
        int count = values.capacity() / Float.BYTES;
        assertThat(count).isGreaterThan(7000);
        for (int i = 0; i < count; i++) {
            float value = values.getFloat(4 * i);
            ByteBuffer narrowed = ByteBuffer.allocate(2);
            Floats.encode(dtype, new float[] {value}, 0, 1, narrowed);
            short code = narrowed.order(ByteOrder.LITTLE_ENDIAN).getShort(0);
            short want = expected.getShort(2 * i);
            boolean bothNaN = Float.isNaN(value) && Float.isNaN(widen(dtype, code));
            assertThat(code == want || bothNaN)
                    .as("%s: %04x, expected %04x", value, code, want)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F32", "F64"})
    void roundsToWhatIsEncoded(DType dtype) {
        ByteBuffer values = TABLES.get("values");
        for (int i = 0; i < values.capacity() / Float.BYTES; i++) {
            float[] rounded = {values.getFloat(4 * i), 1 / 3f};
            float[] back = new float[1];
            ByteBuffer bytes = ByteBuffer.allocate(dtype.bytes());
            Floats.encode(dtype, rounded, 0, 1, bytes);
            Floats.decode(dtype, bytes.flip(), back, 0, 1);
            Floats.round(dtype, rounded, 1);
            assertThat(same(rounded[0], back[0]))
                    .as("%s: %s, expected %s", values.getFloat(4 * i), rounded[0], back[0])
                    .isTrue();
            assertThat(rounded[1]).isEqualTo(1 / 3f);
        }
    }

    private static float widen(DType dtype, short code) {
        var value = new float[1];
        Floats.decode(
                dtype, ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, code), value, 0, 1);
        return value[0];
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void everyCodeSurvivesTheWayThereAndBack(DType dtype) {
        for (int code = 0; code < 65536; code++) {
            float value = widen(dtype, (short) code);
            short back = dtype == DType.F16 ? Floats.floatToHalf(value) : Floats.floatToBfloat16(value);
            assertThat(back == (short) code || Float.isNaN(value))
                    .as("%04x", code)
                    .isTrue();
        }
    }

    @Test
    void wideTypesAndOffsetsPassThrough() {
        float[] values = {0, 1.5f, -2, Float.MAX_VALUE, Float.NaN};
        for (DType dtype : new DType[] {DType.F32, DType.F64}) {
            ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * dtype.bytes()).position(8);
            Floats.encode(dtype, values, 1, 4, bytes);
            assertThat(bytes.hasRemaining()).isFalse();
            var back = new float[6];
            Floats.decode(dtype, bytes.position(8), back, 2, 4);
            assertThat(back).containsExactly(0, 0, 1.5f, -2, Float.MAX_VALUE, Float.NaN);
        }
    }

    @Test
    void integersAreNeverMixed() {
        for (DType dtype : DType.values()) {
            if (!dtype.isMixable()) {
                assertThatThrownBy(() -> Floats.decode(dtype, ByteBuffer.allocate(8), new float[1], 0, 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(dtype + " is not a floating type");
                assertThatThrownBy(() -> Floats.encode(dtype, new float[1], 0, 1, ByteBuffer.allocate(8)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
