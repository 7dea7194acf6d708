package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors beyond 4 GiB, in files with holes that take no room on the disk. */
class HugeFileTest {
    private static final long COUNT = 1_300_000_000L;

    @TempDir
    Path folder;

    private static void put(Path path, long position, float value) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value), position);
        }
    }

    @Test
    void readsTheLastElementOfAHugeSafetensorsFile() throws Exception {
        Path path = folder.resolve("huge.safetensors");
        byte[] json = ("{\"w\":{\"dtype\":\"F32\",\"shape\":[13,100000000],\"data_offsets\":[0," + 4 * COUNT + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(8 + json.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .put(json)
                    .flip());
        }
        put(path, 8 + json.length + 4 * (COUNT - 1), 42);
        try (Checkpoint read = Checkpoints.open(path)) {
            assertThat(read.read("w", COUNT - 1, 1).getFloat()).isEqualTo(42);
        }
    }

    @Test
    void readsTheLastElementOfAHugeTorchArchive() throws Exception {
        Path path = folder.resolve("huge.pt");
        byte[] pickle = Pickle.protocol(2)
                .op('}', '(')
                .text("w")
                .tensor("0", COUNT, 0, new long[] {13, 100_000_000}, new long[] {100_000_000, 1})
                .text("t")
                .tensor("0", COUNT, 0, new long[] {100_000_000, 13}, new long[] {1, 100_000_000})
                .op('u', '.')
                .bytes();
        try (RawZip zip = new RawZip(path)) {
            zip.addZeros("huge/data/0", 4 * COUNT)
                    .add("huge/data.pkl", pickle)
                    .add("huge/version", "3".getBytes(StandardCharsets.UTF_8))
                    .finish();
        }
        long data = 30L + "huge/data/0".length() + 20;
        put(path, data + 4 * (COUNT - 1), 42);
        put(path, data + 4 * 100_000_000L * 7, 7);
        try (Checkpoint read = Checkpoints.open(path)) {
            assertThat(read.warnings())
                    .containsExactly("the file was saved without checksums; damage in its data would not be noticed");
            assertThat(read.read("w", COUNT - 1, 1).getFloat()).isEqualTo(42);
            assertThat(read.read("w", 700_000_000, 1).getFloat()).isEqualTo(7);
            assertThat(read.read("t", COUNT - 1, 1).getFloat()).isEqualTo(42);
            assertThat(read.read("t", 7, 1).getFloat()).isEqualTo(7);
            ByteBuffer many = read.read("t", 0, 13_000);
            assertThat(many.getFloat(4 * 7)).isEqualTo(7);
        }
    }
}
