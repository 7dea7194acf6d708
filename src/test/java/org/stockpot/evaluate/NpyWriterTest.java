package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;

class NpyWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesTheBytesThatNumPyWrites() throws IOException, StockpotException {
        Path file = folder.resolve("a.npy");
        Files.writeString(file, "old");
        NpyWriter.write(file, new float[] {0, 1.5f, -2, 3, 4, 1e-30f}, 2, 3);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 24);
        assertThat(bytes).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertThat(header.stripTrailing()).isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
        assertThat(header).endsWith(" \n");
        var data = ByteBuffer.wrap(bytes, 128, 24).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(data.getFloat()).isZero();
        assertThat(data.getFloat()).isEqualTo(1.5f);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void writesMoreThanOneChunk() throws IOException, StockpotException {
        var values = new float[3 * 50_000];
        values[values.length - 1] = 7;
        Path file = folder.resolve("b.npy");
        NpyWriter.write(file, values, 50_000, 3);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 4 * values.length);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(bytes.length - 4))
                .isEqualTo(7);
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        Path file = folder.resolve("none/a.npy");
        assertThatThrownBy(() -> NpyWriter.write(file, new float[0], 0, 3))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(file + ": the logits cannot be written (");
    }
}
