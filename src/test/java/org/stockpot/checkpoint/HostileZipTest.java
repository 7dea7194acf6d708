package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that no honest torch.save writes, and files that are something else. */
class HostileZipTest {
    private static final byte[] PICKLE =
            Pickle.dict().tensor("0", 8, 0, new long[] {8}, new long[] {1}).close();

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("evil.pt");
    }

    private void assertRefused(byte[] bytes, String message) throws Exception {
        Files.write(path(), bytes);
        assertRefused(message);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Checkpoints.open(path()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("evil.pt: ")
                .hasMessageContaining(message);
    }

    private byte[] honest() throws Exception {
        Archive.of(PICKLE).write(path());
        assertThatCode(() -> Checkpoints.open(path()).close()).doesNotThrowAnyException();
        return Files.readAllBytes(path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive/../evil",
                "archive//evil",
                "archive/./evil",
                "archive/evil/",
                "/evil",
                "C:/evil",
                "archive\\evil",
                "archive/DATA.pkl",
                "elsewhere/evil"
            })
    void refusesNamesThatLeaveTheFolderOrClash(String name) throws Exception {
        Archive.of(PICKLE).with(name, "x").write(path());
        assertThatThrownBy(() -> Checkpoints.open(path())).isInstanceOf(CheckpointException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            archive/model.json    | x       | TorchScript
            archive/version       | 11      | archive version 11
            archive/version       | 0       | archive version 0
            archive/version       | x       | archive version x
            archive/byteorder     | middle  | byte order middle
            """)
    void refusesMembersWithAMeaningItDoesNotKnow(String name, String content, String message) throws Exception {
        Archive.of(PICKLE).with(name, content).write(path());
        assertRefused(message);
    }

    @Test
    void refusesArchivesWithoutTheirParts() throws Exception {
        Archive.of(PICKLE).without("archive/data.pkl").write(path());
        assertRefused("without archive/data.pkl");
        Archive.of(PICKLE).without("archive/version").write(path());
        assertRefused("no member version");
        new Archive().with("a.npy", "x").with("b.npy", "y").write(path());
        assertRefused("NumPy archive (npz)");
        new Archive().with("model.safetensors", "x").write(path());
        assertRefused("one top folder");
    }

    @Test
    void refusesBytesAroundTheArchive() throws Exception {
        byte[] honest = honest();
        assertRefused(Arrays.copyOf(honest, honest.length + 1), "ends without a directory");
        byte[] shifted = new byte[honest.length + 64];
        System.arraycopy(honest, 0, shifted, 64, honest.length);
        System.arraycopy(honest, 0, shifted, 0, 4);
        assertRefused(shifted, "the zip directory claims to lie at");
    }

    /** Every field of the directory and of the local headers, set to something else. */
    @Test
    void noticesEveryContradictionOfTheDirectory() throws Exception {
        byte[] honest = honest();
        int central = find(honest, "PK\1\2");
        int end = find(honest, "PK\5\6");
        int[][] fields = {
            // flags, method, crc, compressed, size, name length, offset of the first entry; then of its local header
            {central + 8, 1},
            {central + 10, 9},
            {central + 16, 1},
            {central + 20, 1},
            {central + 24, 1},
            {central + 28, 1},
            {central + 30, 4},
            {central + 42, 1},
            {central + 46, 1},
            {0, 1},
            {6, 1},
            {8, 8},
            {14, 1},
            {18, 1},
            {22, 1},
            {26, 1},
            {30, 1},
            {end + 4, 1},
            {end + 6, 1},
            {end + 8, 1},
            {end + 10, 1},
            {end + 12, 1},
            {end + 16, 1},
            {end + 20, 1},
        };
        for (int[] field : fields) {
            byte[] bytes = honest.clone();
            bytes[field[0]] ^= (byte) field[1];
            Files.write(path(), bytes);
            assertThatThrownBy(() -> Checkpoints.open(path()))
                    .as("byte %d", field[0])
                    .isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void refusesDuplicates() throws Exception {
        // The second storage takes the name of the first, in directory and local header.
        Archive.of(PICKLE).with("archive/data/1", new byte[32]).write(path());
        byte[] two = Files.readAllBytes(path());
        for (int at = 0; at < two.length - 14; at++) {
            if (new String(two, at, 14, StandardCharsets.ISO_8859_1).equals("archive/data/1")) {
                two[at + 13] = '0';
            }
        }
        assertRefused(two, "archive/data/0 appears twice");
    }

    @Test
    void refusesMembersThatOverlap() throws Exception {
        for (int shared : new int[] {0, 1, 60}) {
            try (RawZip zip = new RawZip(path())) {
                zip.add("archive/data.pkl", PICKLE)
                        .add("archive/version", "3".getBytes(StandardCharsets.UTF_8))
                        .addZeros("archive/data/0", 32)
                        .addZeros("archive/outer", 100)
                        .back(shared)
                        .addZeros("archive/inner", 1)
                        .finish();
            }
            if (shared == 0) {
                Checkpoints.open(path()).close();
            } else {
                assertRefused("archive/inner overlaps another member");
            }
        }
    }

    @Test
    void stopsInflatingAtTheDeclaredSize() throws Exception {
        Archive.of(PICKLE).with("archive/data/0", new byte[8 << 20]).deflated().write(path());
        byte[] bytes = Files.readAllBytes(path());
        int at = find(bytes, "PK\1\2");
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        at += 46 + view.getShort(at + 28) + view.getShort(at + 30);
        view.putInt(at + 24, 32);
        Files.write(path(), bytes);
        try (Checkpoint read = Checkpoints.open(path())) {
            assertThatThrownBy(() -> read.read("w", 0, 1))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("should hold 32 bytes, found more");
        }
    }

    @Test
    void refusesMoreThanAHundredfoldInflation() throws Exception {
        Archive.of(PICKLE).with("archive/bomb", new byte[40 << 20]).deflated().write(path());
        assertRefused("more than 100 times the file");
    }

    @Test
    void hintsAtWhatAFileReallyIs() throws Exception {
        assertRefused(new byte[] {(byte) 0x80, 2, '}', '.'}, "bare Python pickle");
        assertRefused(text("7z\u00bc\u00af'\u001c...."), "7z archive");
        assertRefused(text("<!DOCTYPE html><html>login</html>"), "web page; the download went wrong");
        assertRefused(text("version https://git-lfs.github.com/spec/v1\noid"), "Git LFS pointer");
        assertRefused(text("{\"weight_map\": {}}"), "weight_map is empty");
        assertRefused(text("\u001f\u008b\b......."), "gzip file");
        assertRefused(text("\u0093NUMPY......"), "NumPy array");
        assertRefused(text("abc"), "less than 10 bytes");
        assertRefused(new byte[0], "found an empty file; the download or the copy was cut short");
        assertRefused(text("Entry not found"), "text file; look into it: where a download went wrong, it says why");
        assertRefused(
                new byte[600],
                "file of unknown kind; Stockpot reads safetensors files, PyTorch state dicts and TorchScript archives");
        byte[] tar = new byte[600];
        System.arraycopy(text("ustar"), 0, tar, 257, 5);
        assertRefused(tar, "has a tar header without proper numbers");
        assertThatThrownBy(() -> Checkpoints.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expected a file, found a folder");
        assertThatThrownBy(() -> Checkpoints.open(folder.resolve("none")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("there is no such file");
    }

    private static byte[] text(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int find(byte[] bytes, String signature) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(signature);
    }
}
