package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

class NpyMatrixTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"half", "single", "double", "big-endian", "fortran", "fortran-half"})
    void readsWhatNumPyWrites(String name) throws Exception {
        NpyMatrix matrix = NpyMatrix.read(fixture(name));

        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.columns()).isEqualTo(3);
        assertThat(matrix.values()).containsExactly(0.5f, -1, 2, 3, 0.25f, -4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integers | ': expected floats of two axes, found i32 of [2, 3]'
            vector   | ': expected floats of two axes, found f32 of [6]'
            """)
    void refusesWhatIsNoMatrixOfFloats(String name, String message) throws Exception {
        Path file = fixture(name);

        assertThatThrownBy(() -> NpyMatrix.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + message);
    }

    @Test
    void refusesAFileThatIsCutOff() throws Exception {
        Path file = folder.resolve("cut.npy");
        byte[] whole = Files.readAllBytes(fixture("single"));
        Files.write(file, Arrays.copyOf(whole, whole.length - 4));

        assertThatThrownBy(() -> NpyMatrix.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + ": the array claims [2, 3], that is 24 bytes; 20 follow");
    }

    /** One header of a few kilobytes was too much for the stack. */
    @Test
    void refusesThousandsOfAxes() throws Exception {
        String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1,".repeat(4900) + "1), }\n";
        Path file = folder.resolve("deep.npy");
        Files.write(
                file,
                ByteBuffer.allocate(10 + head.length())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                        .putShort((short) head.length())
                        .put(head.getBytes(StandardCharsets.US_ASCII))
                        .array());

        assertThatThrownBy(() -> NpyMatrix.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("is not the dictionary of descr, fortran_order and shape that NumPy writes");
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(NpyMatrixTest.class.getResource("matrices/" + name + ".npy"))
                .toURI());
    }
}
