package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.checkpoint.Trouble.Operation;
import org.stockpot.tensor.StockpotException;

/** Whatever goes wrong while a checkpoint is written, its name stands for the old one or the new one, whole. */
class WriteTroubleTest {
    @TempDir
    Path temporary;

    /** What is written, and by which name it is opened. */
    enum Kind {
        SAFETENSORS(OutputFormat.SAFETENSORS, OptionalLong.empty(), "m.out"),
        SHARDS(OutputFormat.SAFETENSORS, OptionalLong.of(50), "m.out.safetensors.index.json"),
        TORCH_ZIP(OutputFormat.TORCH_ZIP, OptionalLong.empty(), "m.out");

        private final OutputFormat format;
        private final OptionalLong shardBytes;
        private final String entry;

        Kind(OutputFormat format, OptionalLong shardBytes, String entry) {
            this.format = format;
            this.shardBytes = shardBytes;
            this.entry = entry;
        }

        void write(Path folder, float version, WriteProgress progress) throws StockpotException {
            var order = new WriteOrder(
                    folder.resolve("m.out"),
                    format,
                    Map.of("version", String.valueOf(version)),
                    shardBytes,
                    Optional.empty(),
                    List.of());
            CheckpointWriter.write(weights(version), order, progress);
        }
    }

    private static Weights weights(float version) {
        return new Weights()
                .with("a", new float[] {version, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 10)
                .with("b", new float[] {version, version}, 2)
                .with("c", new float[] {3, 4, version}, 3, 1);
    }

    /** The version that stands there, whole, or 0 if there is none. */
    private static float version(Path folder, Kind kind) throws Exception {
        Path entry = folder.resolve(kind.entry);
        if (!Files.exists(entry)) {
            return 0;
        }
        try (Checkpoint read = Checkpoints.open(entry)) {
            float version = read.floats("a")[0];
            Weights expected = weights(version);
            assertThat(read.specs()).isEqualTo(expected.specs());
            for (String name : expected.specs().keySet()) {
                assertThat(Weights.allBytes(read, name, 100)).isEqualTo(expected.bytes(name));
            }
            assertThat(read.metadata()).containsEntry("version", String.valueOf(version));
            return version;
        }
    }

    private Path folderWithVersion(Kind kind, int number, float version) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve(kind + "-" + number));
        if (version != 0) {
            kind.write(folder, version, WriteProgress.NONE);
        }
        return folder;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Fails the n-th operation, or that and all later ones. */
    private static final class FailAt implements Trouble {
        private final int at;
        private final boolean forEver;
        private int count;
        private @Nullable Operation failed;

        FailAt(int at, boolean forEver) {
            this.at = at;
            this.forEver = forEver;
        }

        @Override
        public void before(Operation operation, Path path) throws IOException {
            count++;
            if (count == at || (forEver && count > at)) {
                failed = failed == null ? operation : failed;
                throw new IOException("cable unplugged");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyOperationThatFailsLeavesTheOldFileAndOneSentence(Kind kind) throws Exception {
        var all = new FailAt(0, false);
        kind.write(new TroubledFiles(all).path(folderWithVersion(kind, 0, 1)), 2, WriteProgress.NONE);
        assertThat(all.count).isGreaterThan(30);
        int refused = 0;
        for (int at = 1; at <= all.count; at++) {
            Path folder = folderWithVersion(kind, at, 1);
            List<String> before = files(folder);
            var trouble = new FailAt(at, false);
            float expected = 2;
            String as = "operation " + at;
            try {
                kind.write(new TroubledFiles(trouble).path(folder), 2, WriteProgress.NONE);
            } catch (StockpotException e) {
                refused++;
                as += ", " + trouble.failed + ": " + e.getMessage();
                assertThat(e).as(as).isInstanceOf(CheckpointException.class);
                assertThat(e.getMessage()).as(as).startsWith("m.out").doesNotContain("\n");
                expected = e.getMessage().contains("is complete and in place") ? 2 : 1;
            }
            assertThat(version(folder, kind)).as(as).isEqualTo(expected);
            if (expected == 1 && trouble.failed != Operation.DELETE) {
                assertThat(files(folder)).as(as).isEqualTo(before);
            }
        }
        assertThat(refused).isGreaterThan(all.count / 2);
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatDiesAtAnyOperationLeavesTheOldOrTheNewFile(Kind kind) throws Exception {
        for (int old = 0; old <= 1; old++) {
            var all = new FailAt(0, false);
            kind.write(new TroubledFiles(all).path(folderWithVersion(kind, old * 1000, old)), 2, WriteProgress.NONE);
            int fresh = 0;
            for (int at = 1; at <= all.count; at++) {
                Path folder = folderWithVersion(kind, old * 1000 + at, old);
                try {
                    kind.write(new TroubledFiles(new FailAt(at, true)).path(folder), 2, WriteProgress.NONE);
                } catch (StockpotException e) {
                    assertThat(e).as("dead at operation %d", at).isInstanceOf(CheckpointException.class);
                }
                float found = version(folder, kind);
                assertThat(found).as("dead at operation %d", at).isIn((float) old, 2f);
                fresh += found == 2 ? 1 : 0;
                // Nothing of what is left keeps the next writer from its work.
                kind.write(folder, 3, WriteProgress.NONE);
                assertThat(version(folder, kind)).isEqualTo(3);
            }
            assertThat(fresh).isBetween(1, 15);
        }
    }

    /** A disk on which a number of writes fit; then it is full until something is deleted. */
    private static final class Full implements Trouble {
        private int left;
        private boolean struck;

        Full(int writes) {
            left = writes;
        }

        @Override
        public void before(Operation operation, Path path) throws IOException {
            if (operation == Operation.WRITE || operation == Operation.FOLDER) {
                left--;
                if (left < 0) {
                    struck = true;
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public long free(long really) {
            return struck ? 7 : really;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatIsFullAfterAnyWriteLeavesTheOldFileAndSaysHowMuchIsMissing(Kind kind) throws Exception {
        boolean struck = true;
        for (int writes = 1; struck; writes++) {
            Path folder = folderWithVersion(kind, writes, 1);
            List<String> before = files(folder);
            var trouble = new Full(writes);
            String message = "";
            try {
                kind.write(new TroubledFiles(trouble).path(folder), 2, WriteProgress.NONE);
            } catch (CheckpointException e) {
                message = e.getMessage();
            }
            struck = trouble.struck;
            if (struck) {
                assertThat(message)
                        .matches("m\\.out.*: the disk is full: \\d+ more bytes are needed, 7 are free; what was there"
                                + " before is unchanged, make room and try again");
                assertThat(files(folder)).isEqualTo(before);
            }
            assertThat(version(folder, kind)).isEqualTo(struck ? 1 : 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingAtAnyMomentLeavesTheOldFile(Kind kind) throws Exception {
        Path folder = folderWithVersion(kind, 0, 1);
        List<String> before = files(folder);
        boolean cancelled = true;
        for (int last = 1; cancelled; last++) {
            var left = new int[] {last};
            cancelled = false;
            try {
                kind.write(folder, 2, (done, total) -> {
                    assertThat(done).isBetween(1L, total);
                    if (--left[0] == 0) {
                        throw new CancellationException();
                    }
                });
            } catch (CancellationException e) {
                cancelled = true;
            }
            assertThat(version(folder, kind)).isEqualTo(cancelled ? 1 : 2);
            assertThat(files(folder)).hasSameSizeAs(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPowerCutAtAnyOperationLeavesTheOldOrTheNewFile(Kind kind) throws Exception {
        var all = new FailAt(0, false);
        kind.write(new TroubledFiles(all).path(folderWithVersion(kind, 0, 1)), 2, WriteProgress.NONE);
        var random = new Random(3);
        List<Float> found = new ArrayList<>();
        for (int at = 1; at <= all.count + 1; at++) {
            Path folder = folderWithVersion(kind, at, 1);
            var disk = new UnsyncedDisk(folder, at);
            try {
                kind.write(new TroubledFiles(disk).path(folder), 2, WriteProgress.NONE);
            } catch (StockpotException e) {
                assertThat(e).as("power cut at operation %d", at).isInstanceOf(CheckpointException.class);
            }
            for (int outcome = 0; outcome < 8; outcome++) {
                Path after = Files.createDirectory(temporary.resolve(kind + "-" + at + "-after-" + outcome));
                disk.survivors(after, random);
                float version = version(after, kind);
                assertThat(version)
                        .as("power cut at operation %d, outcome %d", at, outcome)
                        .isIn(1f, 2f);
                found.add(version);
            }
        }
        assertThat(found).contains(1f, 2f).endsWith(2f, 2f, 2f, 2f, 2f, 2f, 2f, 2f);
    }
}
