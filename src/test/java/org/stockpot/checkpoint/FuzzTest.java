package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipInputStream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Damaged files either open or are refused with a sentence; nothing else ever comes out of the readers. */
class FuzzTest {
    private static final int MUTANTS = 2000;
    private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xff, 0xfe, '{', '}', '"', '9', '-', '.', 'R', 'c', 't'};

    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("mutant", ".bin");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = MUTANTS, seed = "1", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void safetensors(@ForAll long seed) throws Exception {
        check(mutate(fixture("dtypes.safetensors"), new Random(seed)));
    }

    @Property(tries = MUTANTS, seed = "2", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void torchArchives(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        List<String> names = List.of("views.pt", "deflated.pt", "big.pt");
        check(mutate(fixture(names.get(random.nextInt(names.size()))), random));
    }

    /** The pickle is damaged before the archive is made, so that no checksum protects the machine. */
    @Property(tries = MUTANTS, seed = "3", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void pickles(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var archive = new Archive();
        try (ZipInputStream zip = new ZipInputStream(FuzzTest.class.getResourceAsStream(
                "/checkpoint/" + (random.nextBoolean() ? "deflated.pt" : "big.pt")))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                archive.with(entry.getName(), entry.getName().endsWith("data.pkl") ? mutate(content, random) : content);
            }
        }
        archive.write(file);
        open();
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = FuzzTest.class.getResourceAsStream("/checkpoint/" + name)) {
            return in.readAllBytes();
        }
    }

    private void check(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        open();
    }

    private static void open() {
        try (Checkpoint checkpoint = Checkpoints.open(file)) {
            for (var tensor : checkpoint.specs().entrySet()) {
                TensorSpec spec = tensor.getValue();
                int count = (int) Math.min(1000, spec.elementCount());
                assertThat(checkpoint
                                .read(tensor.getKey(), spec.elementCount() - count, count)
                                .remaining())
                        .isEqualTo(count * spec.dtype().bytes());
            }
        } catch (StockpotException e) {
            assertThat(e).hasMessageStartingWith(file.getFileName() + ": ").hasMessageNotContaining("\n");
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(1 + random.nextInt(8), bytes.length - at);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) EDGES[random.nextInt(EDGES.length)];
                case 2 -> Arrays.fill(bytes, at, at + length, (byte) EDGES[random.nextInt(EDGES.length)]);
                case 3 -> bytes = splice(bytes, at, length, new byte[0]);
                case 4 -> bytes = splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
                case 5 -> {
                    int from = random.nextInt(bytes.length - length + 1);
                    System.arraycopy(bytes, from, bytes, at, length);
                }
                default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int remove, byte[] insert) {
        byte[] result = new byte[bytes.length - remove + insert.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(insert, 0, result, at, insert.length);
        System.arraycopy(bytes, at + remove, result, at + insert.length, bytes.length - at - remove);
        return result;
    }
}
