package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceSumsTest {
    private static final int SIZE = (2 << 20) + 12345;

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[SIZE];

    PieceSumsTest() {
        new Random(1).nextBytes(bytes);
    }

    private boolean matches(byte[] file) throws IOException, CheckpointException {
        var sums = new PieceSums();
        // In parts that end nowhere near a piece's end, and one that holds several pieces' ends.
        ByteBuffer all = ByteBuffer.wrap(bytes);
        for (int end : new int[] {1, 70_001, 900_000, SIZE}) {
            sums.add(all.limit(end));
            assertThat(all.position(end).hasRemaining()).isFalse();
        }
        Path path = Files.write(folder.resolve("file"), file);
        try (InputFile input = InputFile.open(path)) {
            return sums.matches(input, new Meter(WriteProgress.NONE, SIZE));
        }
    }

    @Test
    void knowTheFileTheyWereMadeOf() throws IOException, CheckpointException {
        assertThat(matches(bytes.clone())).isTrue();
    }

    @Test
    void noticeASingleBitWhereverItIs() throws IOException, CheckpointException {
        for (int at : new int[] {0, 1_048_575, 1_048_576, SIZE - 1}) {
            byte[] other = bytes.clone();
            other[at] ^= 0x10;
            assertThat(matches(other)).as("byte %s", at).isFalse();
        }
    }

    @Test
    void noticePiecesThatChangedPlacesAndPiecesThatAreMissing() throws IOException, CheckpointException {
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, 0, swapped, 1 << 20, 1 << 20);
        System.arraycopy(bytes, 1 << 20, swapped, 0, 1 << 20);
        assertThat(matches(swapped)).isFalse();
        assertThat(matches(java.util.Arrays.copyOf(bytes, SIZE - 1))).isFalse();
        assertThat(matches(java.util.Arrays.copyOf(bytes, 2 << 20))).isFalse();
    }
}
